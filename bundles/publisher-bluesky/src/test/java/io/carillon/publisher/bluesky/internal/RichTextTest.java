package io.carillon.publisher.bluesky.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.carillon.publisher.bluesky.internal.RichText.Kind;
import io.carillon.publisher.bluesky.internal.RichText.Span;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RichTextTest {

    /** The bytes of a span are what a reader of the network sees marked. */
    private static String shown(String text, Span span) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new String(Arrays.copyOfRange(bytes, span.byteStart(), span.byteEnd()), StandardCharsets.UTF_8);
    }

    private static List<String> shown(String text, Kind kind) {
        return RichText.spans(text).stream()
                .filter(span -> span.kind() == kind)
                .map(span -> shown(text, span))
                .toList();
    }

    private static List<String> targets(String text, Kind kind) {
        return RichText.spans(text).stream()
                .filter(span -> span.kind() == kind)
                .map(Span::target)
                .toList();
    }

    @Test
    void offsetsAreBytesHoweverManyASignTakes() {
        String text = "Zürich 🎉👩🏽‍🚀🇨🇭 #tag https://a.ch @bob.test";
        assertThat(RichText.spans(text))
                .extracting(span -> shown(text, span))
                .containsExactly("#tag", "https://a.ch", "@bob.test");
        assertThat(RichText.spans(text).get(0)).isEqualTo(new Span(Kind.TAG, 36, 40, "tag"));
    }

    @Test
    void textWithoutAnythingToFollowHasNoSpans() {
        assertThat(RichText.spans("Just words. And 100 % of them.")).isEmpty();
        assertThat(RichText.spans("")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "See https://example.com. | https://example.com",
                "See https://example.com/a, and | https://example.com/a",
                "Really, https://example.com/?q=1! | https://example.com/?q=1",
                "(https://example.com/a) | https://example.com/a",
                "https://en.wikipedia.org/wiki/Bell_(instrument) | https://en.wikipedia.org/wiki/Bell_(instrument)",
                "(see https://en.wikipedia.org/wiki/Bell_(instrument)). | https://en.wikipedia.org/wiki/Bell_(instrument)",
                "„https://example.com/ä“ | https://example.com/ä",
                "\"https://example.com/a\" | https://example.com/a",
                "見て https://example.com/a。次 | https://example.com/a",
                "https://example.com/a#part-2 | https://example.com/a#part-2",
                "https://user.example/@name/1 | https://user.example/@name/1",
                "HTTPS://EXAMPLE.COM/A | HTTPS://EXAMPLE.COM/A",
                "http://127.0.0.1:8080/x | http://127.0.0.1:8080/x",
                "http://[::1]/x | http://[::1]/x",
                "https://müller.example/straße | https://müller.example/straße",
                "https://example.com/… | https://example.com/",
            })
    void addressEndsWhereTheSentenceGoesOn(String text, String expected) {
        assertThat(shown(text, Kind.LINK)).containsExactly(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "Read carillon.io today, https://carillon.io",
        "www.example.com/a?b=c., https://www.example.com/a?b=c",
        "news: bbc.co.uk!, https://bbc.co.uk",
        "example.de:8443/x, https://example.de:8443/x",
    })
    void nameWithAKnownEndingIsAnAddress(String text, String expected) {
        assertThat(targets(text, Kind.LINK)).containsExactly(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "z.B. und e.g. so",
                "Das Ende.Ein Anfang",
                "write to max@example.com",
                "Node.js and Vue.js",
                "3.14 and 10.30",
                "https://",
                "ftp://example.com/x",
                "xhttps://example",
            })
    void otherWordsWithDotsAreNone(String text) {
        assertThat(shown(text, Kind.LINK)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Hello @alice.test! | alice.test",
                "@alice.bsky.social, hi | alice.bsky.social",
                "(@alice.test) | alice.test",
                "@alice.test's bell | alice.test",
                "see @alice.test. | alice.test",
                "@a-b.c-d.test | a-b.c-d.test",
            })
    void mentionIsAHandleAfterAnAt(String text, String handle) {
        assertThat(targets(text, Kind.MENTION)).containsExactly(handle);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "max@example.com",
                "mail: first.last@mail.example.org",
                "@max",
                "@user@mastodon.social",
                "@alice.test@x",
                "@.test",
                "@alice..test",
                "@-a.test",
                "https://example.com/@alice.test",
            })
    void mailAddressesAndOtherAtsAreNoMentions(String text) {
        assertThat(targets(text, Kind.MENTION)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "#launch | launch",
                "so #schön! | schön",
                "#日本語 | 日本語",
                "#été, | été",
                "＃全角 | 全角",
                "#2026goals | 2026goals",
                "#c++ | c++",
                "(#tag) | tag",
                "#it's | it's",
                "#🎉 | 🎉",
                "#snake_case | snake_case",
            })
    void tagGoesUpToTheNextSpaceWithoutTheEndOfTheSentence(String text, String tag) {
        assertThat(targets(text, Kind.TAG)).containsExactly(tag);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"#1", "No. #42!", "#️⃣", "a#b", "# tag", "#", "##", "#...", "https://example.com/#top", "C#"})
    void numbersKeycapsAndAnchorsAreNoTags(String text) {
        assertThat(targets(text, Kind.TAG)).isEmpty();
    }

    @Test
    void tagThatIsTooLongStaysText() {
        assertThat(targets("#" + "a".repeat(64), Kind.TAG)).hasSize(1);
        assertThat(targets("#" + "a".repeat(65), Kind.TAG)).isEmpty();
    }

    @Test
    void lineOfTagsGivesThemAll() {
        assertThat(targets("Text\n\n#launch #creator\n#läuft", Kind.TAG)).containsExactly("launch", "creator", "läuft");
    }

    @Test
    void halfASignDoesNotMoveWhatFollows() {
        String text = "\uD83D broken #tag";
        assertThat(RichText.spans(text)).extracting(span -> shown(text, span)).containsExactly("#tag");
    }

    @Test
    void nameIsNoLongerThanAHostsMayBe() {
        String longest = "a.".repeat(125) + "com";
        assertThat(targets(longest + " and @" + longest, Kind.LINK)).containsExactly("https://" + longest);
        assertThat(targets(longest + " and @" + longest, Kind.MENTION)).containsExactly(longest);
        assertThat(targets("@aa." + longest, Kind.MENTION)).isEmpty();
        for (String before : List.of("a.a.a.", "a.".repeat(1_000))) {
            assertThat(RichText.spans(before + longest + " and @" + before + longest))
                    .isEmpty();
        }
    }

    @Test
    void bracketsBelongToTheAddressAsFarAsItOpenedThem() {
        String address = "https://a.ch/(a(b)c(d))";
        for (String after : List.of("", ")", "))", ").", "!)…")) {
            assertThat(shown("(" + address + after, Kind.LINK)).as(after).containsExactly(address);
        }
    }

    /** As long as a draft may be. */
    @ParameterizedTest
    @ValueSource(
            strings = {"a.", "a.b-", "a-", "@a.b ", "#a ", "a.ch ", ")", "(", "!", "a!", "@a.", "#!", "\"@", "https://a"
            })
    void longTextIsReadQuickly(String part) {
        String repeated = part.repeat(100_000 / part.length());
        for (String before : List.of("", "@", "#", "https://a.ch/", "#a")) {
            assertTimeoutPreemptively(Duration.ofSeconds(5), () -> RichText.spans(before + repeated + "a"));
        }
    }
}
