package io.carillon.publisher.support.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.twitter.twittertext.Extractor;
import com.twitter.twittertext.TwitterTextParser;
import io.carillon.publisher.support.text.TwitterText.Span;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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

    private static List<Span> addressesByTheLibrary(String text) {
        Extractor extractor = new Extractor();
        extractor.setExtractURLWithoutProtocol(false);
        return extractor.extractURLsWithIndices(text).stream()
                .map(entity -> new Span(entity.getStart(), entity.getEnd()))
                .toList();
    }

    private static void assertReadAsByTheLibrary(String text) {
        assertThat(TwitterText.addresses(text)).as(text).isEqualTo(addressesByTheLibrary(text));
        assertThat(TwitterText.weight(text)).as(text).isEqualTo(TwitterTextParser.parseTweet(text).weightedLength);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "https://example.com",
                "Two: https://example.com/a and http://example.org/b?c=d#e, and a third (https://a.example.net/).",
                "https://en.wikipedia.org/wiki/Bell_(instrument)",
                "(see https://en.wikipedia.org/wiki/Bell_(instrument)).",
                "https://example.com/((a)b)((c),(d)",
                "https://example.com/a... https://example.com/b?c=d! https://example.com/e?",
                "見http://example.com/路",
                "これはhttps://example.com/aを見て、https://example.com/bも。http://日本.jp/へ",
                "「https://example.com/」『http://example.org』",
                "\"https://example.com/a\" 'https://example.com/b' “https://example.com/c” „https://example.com/d“",
                "xhttps://example.com/ 1http://example.com @http://example.com/ #https://example.com $http://example.com",
                "Wait...https://example.com/ and then—http://example.org",
                "https://web.archive.org/web/2020/http://example.com/",
                "web.archive.org/web/2020/http://example.com/ and example.com/?to=https://example.org",
                "example.com.http://example.org me@example.com example.com:80/http://example.org",
                "https://t.co/abc?d=e/f http://t.co/abc, https://t.co/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                "HTTPS://EXAMPLE.COM/A hTTp://Example.Com",
                "http://localhost/ http://127.0.0.1/ http://-a.example.com http://a_b.example.com http://xn--p1ai.xn--p1ai",
                "https://user:secret@example.com/ https://example.com:8443/x https://example.com:x",
                "https://müller.example.com/straße?ä=ö https://пример.рф/путь",
                "http://example.com\u3000http://example.org\u00a0http://example.net\nhttp://example.de\thttp://a.ch",
                "😀https://example.com/😀 👨‍👩‍👧‍👦 https://example.com/e\u0301 u\u0308ber example.com\u0308",
                "http://http://example.com https://https:// http:/example.com :// http://. http://a.",
                "3.14 and e.g. z.B. Node.js foo.bar #tag @bob me@mail.example.org https://example.com/@bob#tag",
            })
    void textIsReadAsByTheLibrary(String text) {
        assertReadAsByTheLibrary(text);
    }

    @Test
    void addressesAreThoseOfTheLibraryWhateverStandsBesideThem() {
        String[] parts = {
            " https://",
            "見http://",
            "(https://",
            "/http://",
            "example.com",
            "example.co.jp/",
            "a.b.c.de",
            "日本.jp",
            "пример.рф",
            "t.co/abc",
            "見",
            "。",
            "、",
            "(",
            ")",
            "[",
            "]",
            "'",
            "/path",
            "/",
            "?q=1&b",
            ":8080/",
            ".",
            ",",
            "!",
            " ",
            " ",
            " ",
            "\n",
            "é",
            "Grüße",
            "…",
            "“",
            "😀",
            "wiki_(film)",
            "web.archive.org/web/",
            "localhost",
            "1.2.3.4",
            ":",
            "~",
            "=",
            "word"
        };
        Random random = new Random(1);
        for (int i = 0; i < 5_000; i++) {
            StringBuilder text = new StringBuilder(" ");
            for (int j = random.nextInt(12); j >= 0; j--) {
                text.append(parts[random.nextInt(parts.length)]);
            }
            assertThat(TwitterText.addresses(text.toString()))
                    .as(text.toString())
                    .isEqualTo(addressesByTheLibrary(text.toString()));
        }
    }

    @Test
    void addressIsAsLongAsXTakes() {
        String longest = "https://example.com/?" + "a".repeat(4_096 - "https://example.com/?".length());
        assertReadAsByTheLibrary("見" + longest + " https://example.com/");
        assertReadAsByTheLibrary("見" + longest + "見");
        assertReadAsByTheLibrary("見" + longest + "a https://example.com/");
        assertReadAsByTheLibrary("https://" + "a".repeat(63) + ".com https://" + "a".repeat(64) + ".com");
    }

    /** The library needs minutes for each of them, or more stack than there is. */
    @ParameterizedTest
    @ValueSource(
            strings = {"a.", "a-", "http://a.", "http://a.a.", "http://a/(", "http://a.co/,(", "(a)", "((a)", "foo.bar "
            })
    void longTextIsReadQuickly(String part) {
        String repeated = part.repeat(100_000 / part.length());
        for (String text : List.of(repeated, "http://a.co/" + repeated)) {
            assertTimeoutPreemptively(Duration.ofSeconds(20), () -> TwitterText.addresses(text));
        }
        String shorter = repeated.substring(0, 20_000);
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> TwitterText.weight(shorter));
    }

    @Test
    void namesAsLongAsAHostsAreReadQuickly() {
        String text = ("http://" + "a.".repeat(126) + "a ").repeat(380);
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> assertThat(TwitterText.addresses(text))
                .isEmpty());
    }
}
