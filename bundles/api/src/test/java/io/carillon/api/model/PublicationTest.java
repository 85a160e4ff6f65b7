package io.carillon.api.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PublicationTest {

    private static final URI ADDRESS = URI.create("https://network.test/" + "x".repeat(Publication.MAX_PERMALINK));

    @Test
    void idAndAddressThatCannotBeStoredAreRefusedWhereTheyAreMade() {
        assertThat(new Publication("x".repeat(500), Optional.empty(), Instant.EPOCH).remoteId())
                .hasSize(500);
        assertThatThrownBy(() -> new Publication("x".repeat(501), Optional.empty(), Instant.EPOCH))
                .hasMessageContaining("remoteId")
                .hasMessageContaining("500")
                .hasMessageContaining("501");
        assertThatThrownBy(() -> new Publication("x", Optional.of(ADDRESS), Instant.EPOCH))
                .hasMessageContaining("permalink")
                .hasMessageContaining("2000");
    }
}
