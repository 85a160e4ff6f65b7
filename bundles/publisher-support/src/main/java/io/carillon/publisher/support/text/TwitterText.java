package io.carillon.publisher.support.text;

import com.twitter.twittertext.Extractor;
import com.twitter.twittertext.Regex;
import com.twitter.twittertext.TwitterTextParser;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How X reads a text, by X's own library; others, such as Mastodon, took its rules for addresses over. Thread-safe.
 *
 * <p>The library decides what an address is, but where one may begin is found here: to search a whole text, it takes
 * the cube of the length of a name with many dots, which is minutes for a text that only looks like one.
 *
 * @see <a href="https://github.com/twitter/twitter-text">twitter-text</a>
 */
public final class TwitterText {

    /** What the library takes for a part of a host's name. */
    private static final String LABEL = "a-zA-Z0-9_\\-\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u024F\u0253\u0254\u0256\u0257"
            + "\u0259\u025B\u0263\u0268\u026F\u0272\u0289\u028B\u02BB\u0300-\u036F\u1E00-\u1EFF";

    private static final String NAME = "[" + LABEL + ".]";

    /** Longer than any name of a host. */
    private static final String TOO_LONG = NAME + "{254}";

    /**
     * A scheme, or a name with a dot. The latter matters where only the former is asked for, too: what looks like an
     * address behind {@code archive.example/} belongs to that.
     */
    private static final Pattern BEGINNING = Pattern.compile("(?i:https?://)(?!" + TOO_LONG + ")|(?<=(?<!" + NAME
            + ")[._-]{0,3})(?!" + TOO_LONG + ")(?=[" + LABEL + "]++\\.)");

    /** The library's expression goes one level deeper into the stack for each pair. */
    private static final int MAX_BRACKETS = 200;

    /** Weighs on X what an address does, and melts into no sign beside it. */
    private static final String WEIGHS_AS_AN_ADDRESS = "-".repeat(23);

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
        String normal = Normalizer.normalize(text, Normalizer.Form.NFC);
        StringBuilder weighed = new StringBuilder();
        int at = 0;
        for (Span address : addresses(normal, true)) {
            weighed.append(normal, at, address.start()).append(WEIGHS_AS_AN_ADDRESS);
            at = address.end();
        }
        weighed.append(normal, at, normal.length());
        // Without a full stop the library does not search for addresses again; a comma weighs the same.
        return TwitterTextParser.parseTweet(weighed.toString().replace('.', ',')).weightedLength;
    }

    /**
     * The addresses in a text that begin with {@code http://} or {@code https://}, in their order. One longer than X
     * takes, 4,096 characters, is none, nor is one with hundreds of brackets.
     */
    public static List<Span> addresses(String text) {
        return text.contains("://") ? addresses(text, false) : List.of();
    }

    private static List<Span> addresses(String text, boolean withoutScheme) {
        Extractor extractor = new Extractor();
        extractor.setExtractURLWithoutProtocol(withoutScheme);
        List<Span> found = new ArrayList<>();
        Matcher beginning = BEGINNING.matcher(text);
        Matcher address =
                Regex.VALID_URL.matcher(text).useAnchoringBounds(false).useTransparentBounds(true);
        for (int at = 0; beginning.find(at); ) {
            // What stands before decides, too.
            int start = Math.max(0, beginning.start() - 1);
            int end = reach(text, beginning.start());
            if (!address.region(start, end).lookingAt()) {
                at = Math.max(beginning.start() + 1, beginning.end());
            } else if (address.hitEnd() && end < text.length()) {
                at = end;
            } else {
                at = address.end();
                extractor.extractURLsWithIndices(text.substring(start, at)).stream()
                        .map(entity -> new Span(start + entity.getStart(), start + entity.getEnd()))
                        .forEach(found::add);
            }
        }
        return found;
    }

    /** Where the library has to stop: an address that goes on there is too long. */
    private static int reach(String text, int start) {
        int end = Math.min(text.length(), start + Extractor.MAX_URL_LENGTH + 1);
        int brackets = 0;
        for (int i = start; i < end; i++) {
            if (text.charAt(i) == '(' && ++brackets > MAX_BRACKETS) {
                return i;
            }
        }
        return end;
    }
}
