package io.carillon.publisher.support.text;

import com.twitter.twittertext.Extractor;
import com.twitter.twittertext.TwitterTextParser;
import java.util.List;

/**
 * How X reads a text, by X's own library; others, such as Mastodon, took its rules for addresses over. Thread-safe.
 *
 * @see <a href="https://github.com/twitter/twitter-text">twitter-text</a>
 */
public final class TwitterText {

    private TwitterText() {}

    /**
     * A part of a text.
     *
     * @param start of its first character, in Java's {@code char}s
     * @param end after its last
     */
    public record Span(int start, int end) {}

    /** What a text weighs on X, which takes 280: an address 23, an emoji 2, Chinese, Japanese and Korean 2 a character. */
    public static int weight(String text) {
        return TwitterTextParser.parseTweet(text).weightedLength;
    }

    /** The addresses in a text that begin with {@code http://} or {@code https://}, in their order. */
    public static List<Span> addresses(String text) {
        Extractor extractor = new Extractor();
        extractor.setExtractURLWithoutProtocol(false);
        return extractor.extractURLsWithIndices(text).stream()
                .map(entity -> new Span(entity.getStart(), entity.getEnd()))
                .toList();
    }
}
