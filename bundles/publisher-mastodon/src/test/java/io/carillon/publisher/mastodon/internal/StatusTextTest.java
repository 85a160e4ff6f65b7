package io.carillon.publisher.mastodon.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.carillon.api.publisher.Message;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatusTextTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "plain|5",
                "https://example.com/a-very-long-path-that-goes-on-and-on|23",
                "😀 see https://example.com/ä?x=1&y=2.|30",
                "(https://example.com/x) http://a.example.org|49",
                "http://localhost/|17",
                "example.com|11",
                "@bob@mastodon.example hi|7",
                "@bob hi|7",
                "@bob.b-c@mastodon.example.|9",
                "@bob..b--c@mastodon.example|10",
                "@bob.@mastodon.example|22",
                "me@mail.example|15",
                "https://example.com/@bob@mastodon.example|23",
                "👩‍👩‍👧‍👦é|2",
            })
    void countsAsServersDo(String text, int length) {
        assertThat(StatusText.length("", text, 23)).isEqualTo(length);
    }

    @Test
    void contentWarningCountsAsItIs() {
        assertThat(StatusText.length("https://example.com/long/long/long", "x", 23))
                .isEqualTo(35);
    }

    private static String withLink(String text, String link) {
        return StatusText.of(new Message(text, List.of(), Optional.of(URI.create(link)), Optional.empty(), List.of()));
    }

    @ParameterizedTest
    @CsvSource({
        "https://shop.example/, See https://shop.example/sale",
        "https://shop.example, See https://shop.example.net/ and https://shop.example/sale",
        "https://shop.example/a, See https://web.example/https://shop.example/a",
        "https://shop.example/a, See https://shop.example/a?b=1",
        "https://example.com/, See https://example.com/sale",
        "https://example.com/a, See https://example.org/https://example.com/a",
        "https://shop.example/a, Nothing to see",
    })
    void linkGoesBelowATextThatOnlyShowsALongerOne(String link, String text) {
        assertThat(withLink(text, link)).isEqualTo(text + "\n\n" + link);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://shop.example/|See https://shop.example/",
                "https://shop.example|See https://shop.example/!",
                "https://shop.example/a|See (https://shop.example/a).",
                "https://shop.example/a|https://shop.example/ab, no: https://shop.example/a, yes",
                "https://shop.example/a.|See https://shop.example/a.",
                "http://localhost/a|See http://localhost/a",
                "https://example.com/a|これはhttps://example.com/aを見て",
            })
    void linkThatIsInTheTextStandsThereOnce(String link, String text) {
        assertThat(withLink(text, link)).isEqualTo(text);
    }

    /** As long as a draft may be. */
    @ParameterizedTest
    @ValueSource(strings = {"http://a.", "(a)", "a.", "!", "a!", "@a.", "a-", "@a@", "@a@b "})
    void longTextIsReadQuickly(String part) {
        String repeated = part.repeat(100_000 / part.length());
        for (String text : List.of(repeated + "a", "@a." + repeated + "a", "http://a.co/" + repeated + "a")) {
            assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
                assertThat(StatusText.length("", text, 23)).isPositive();
                assertThat(withLink(text, "https://shop.example/a")).endsWith("https://shop.example/a");
            });
        }
    }
}
