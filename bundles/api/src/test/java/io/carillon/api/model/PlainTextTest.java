package io.carillon.api.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.api.publisher.PreparedValue;
import io.carillon.api.store.BudgetKey;
import io.carillon.api.store.Hold;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlainTextTest {

    /** What is no text comes where it could be mistaken: beside whole pairs, at the ends, twice. */
    @ParameterizedTest
    @CsvSource({
        "Gl\u00f6ckchen \ud83d\udd14, Gl\u00f6ckchen \ud83d\udd14",
        "\ud83d, \ufffd",
        "\udd14x, \ufffdx",
        "\ud83d\ud83d\udd14\udd14, \ufffd\ud83d\udd14\ufffd",
        "\udd14\ud83d, \ufffd\ufffd"
    })
    void halvesOfPairsAreReplaced(String said, String plain) {
        assertThat(PlainText.of(said)).isEqualTo(plain);
        assertThat(PlainText.shown(said)).isEqualTo(plain);
    }

    @Test
    void controlCharactersAreKeptWhereNobodyReadsAndSpacesWhereSomebodyDoes() {
        assertThat(PlainText.of("a\u0000\u001b\t\r\n")).isEqualTo("a\ufffd\u001b\t\r\n");
        assertThat(PlainText.shown("a\u0000\u001b\t\r\n\u009bz")).isEqualTo("a    \n z");
    }

    @Test
    void textIsTheSameObjectWhereNothingIsToBeReplaced() {
        String said = "As the network said \ud83d\udd14";

        assertThat(PlainText.shown(said)).isSameAs(said);
    }

    @Test
    void whatIsStoredOfNetworksIsText() {
        String said = "a\u0000b";

        assertThat(new Problem(said, said)).isEqualTo(new Problem("a b", "a b"));
        assertThat(new Hold(BudgetKey.app(Platform.MASTODON), Instant.EPOCH, said).reason())
                .isEqualTo("a b");
        assertThat(new PreparedValue(said).value()).isEqualTo("a\ufffdb");
        assertThat(new Publication(said, Optional.empty(), Instant.EPOCH).remoteId())
                .isEqualTo("a\ufffdb");
    }

    @Test
    void addressThatIsNoTextIsLeftOutSinceItCanBeLookedUp() {
        URI broken = URI.create("https://network.test/\ud800");

        assertThat(new Publication("x", Optional.of(broken), Instant.EPOCH).permalink())
                .isEmpty();
    }
}
