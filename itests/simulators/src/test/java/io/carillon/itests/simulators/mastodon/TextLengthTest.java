package io.carillon.itests.simulators.mastodon;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextLengthTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "plain|5",
                "https://example.com/a-very-long-path-that-goes-on-and-on|23",
                "see https://example.com.|28",
                "(https://example.com/x)|25",
                "http://localhost/|17",
                "example.com|11",
                "@bob@mastodon.example hi|7",
                "@bob hi|7",
                "me@mail.example|15",
                "👩‍👩‍👧‍👦é|2",
            })
    void countsAsTheServerDoes(String text, int length) {
        assertThat(TextLength.of("", text, 23)).isEqualTo(length);
        assertThat(TextLength.of("https://x.example/long-long-long", text, 23)).isEqualTo(32 + length);
    }
}
