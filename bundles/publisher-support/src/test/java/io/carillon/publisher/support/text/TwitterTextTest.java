package io.carillon.publisher.support.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TwitterTextTest {

    /** Among them examples of the conformance tests of twitter-text, validate.yml. */
    @ParameterizedTest
    @CsvSource({
        "plain, 5",
        "Grüße, 5",
        "日本語, 6",
        "😷, 2",
        "👨‍👩‍👧‍👦, 2",
        "https://example.com/a-very-long-path/that-goes-on, 23",
        "example.com, 23",
        "see https://example.com now, 31",
    })
    void weighsAsXDoes(String text, int weight) {
        assertThat(TwitterText.weight(text)).isEqualTo(weight);
    }

    @Test
    void findsAddressesThatNameTheirScheme() {
        String text = "😀 See (https://example.com/ä?x=1), http://a.example.org. Not example.com or http://localhost/";
        assertThat(TwitterText.addresses(text))
                .extracting(span -> text.substring(span.start(), span.end()))
                .containsExactly("https://example.com/ä?x=1", "http://a.example.org");
    }
}
