package io.carillon.core.text;

import io.carillon.api.publisher.Counting;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Counts text as networks do. Graphemes follow the Unicode version of the running JVM: newer ones join a few Indic
 * conjuncts that older ones count apart.
 */
public final class TextCounter {

    private static final Pattern GRAPHEME = Pattern.compile("\\X");

    private TextCounter() {}

    /**
     * Counts a text.
     *
     * @return empty for {@link Counting#WEIGHTED}, which only the network's own publisher can count
     */
    public static OptionalInt count(String text, Counting counting) {
        return switch (counting) {
            case GRAPHEMES -> OptionalInt.of(graphemes(text));
            case CODE_POINTS -> OptionalInt.of(text.codePointCount(0, text.length()));
            case UTF16_UNITS -> OptionalInt.of(text.length());
            case UTF8_BYTES -> OptionalInt.of(utf8Bytes(text));
            case WEIGHTED -> OptionalInt.empty();
        };
    }

    public static int utf8Bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static int graphemes(String text) {
        Matcher matcher = GRAPHEME.matcher(text);
        int count = 0;
        while (matcher.find()) {
            count++;
        }
        return count;
    }
}
