package io.carillon.itests.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Until a release exists to compare with, this listing is what the public API is held against. */
class PublicApiIT {

    @Test
    void publicApiIsAsListed() throws IOException {
        Path listing = Path.of(System.getProperty("carillon.api.listing"));
        String now = new ApiListing(Bundle.all()).text();
        if (Boolean.getBoolean("carillon.api.accept")) {
            Files.writeString(listing, now);
        }
        assertThat(now)
                .as(
                        "The public API differs from %s. If that is meant, accept it as this module's README says.",
                        listing)
                .isEqualTo(Files.readString(listing));
    }
}
