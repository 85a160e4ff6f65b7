package io.carillon.publisher.mastodon.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
}
