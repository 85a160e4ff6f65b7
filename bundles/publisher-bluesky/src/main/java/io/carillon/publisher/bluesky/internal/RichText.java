package io.carillon.publisher.bluesky.internal;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds what a reader can follow in a text: addresses, mentions and hashtags. The network marks none of them by itself,
 * and counts its offsets in UTF-8 bytes.
 */
final class RichText {

    enum Kind {
        LINK,
        MENTION,
        TAG
    }

    /**
     * One of them.
     *
     * @param byteStart of the first byte
     * @param byteEnd after the last byte
     * @param target the whole address, the handle without {@code @}, or the tag without {@code #}
     */
    record Span(Kind kind, int byteStart, int byteEnd, String target) {}

    private record Found(Kind kind, int start, int end, String target) {}

    /** What may stand before: nothing, a space, an opening bracket or quote. A letter would make it part of a word. */
    private static final String BEFORE = "(?<![^\\s\\p{Ps}\\p{Pi}\"'])";

    private static final String DOMAIN_LABEL = "[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?";

    /** As long as a name may be, and with as many dots as it can have then: each takes some of the stack. */
    private static final int MAX_NAME = 253;

    private static final String DOMAIN_LABELS = "(?:" + DOMAIN_LABEL + "\\.){1," + (MAX_NAME / 2 + 1) + "}";

    /**
     * Top-level domains that make a name without {@code https://} an address: those of countries and the usual ones. In
     * lower case only, so that a missing space after a full stop makes no link.
     */
    private static final String TOP_LEVEL = Stream.concat(
                    Arrays.stream(Locale.getISOCountries()).map(country -> country.toLowerCase(Locale.ROOT)),
                    Stream.of(
                            "uk eu com org net info biz edu gov int app dev blog shop news social online site xyz cloud"
                                    .split(" ")))
            .collect(Collectors.joining("|", "(?:", ")"));

    /** What an address may hold; the punctuation of scripts without spaces ends it. */
    private static final String IN_ADDRESS = "[^\\s<>\"\u3000-\u303F\uFF01\uFF08\uFF09\uFF0C\uFF1F]";

    private static final Pattern LINK = Pattern.compile(BEFORE + "(?:(?i:https?://)(?=[\\p{L}\\p{N}\\[])" + IN_ADDRESS
            + "+|" + DOMAIN_LABELS + TOP_LEVEL + "(?![\\p{L}\\p{N}@_-])(?!\\.[\\p{L}\\p{N}])(?:[/?#:]"
            + IN_ADDRESS + "*)?)");

    private static final Pattern MENTION = Pattern.compile(
            BEFORE + "@(" + DOMAIN_LABELS + "[a-zA-Z](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)(?![\\p{L}\\p{N}@_-])");

    /** A tag ends at a space, at another tag, and at signs that cannot be seen. */
    private static final Pattern TAG =
            Pattern.compile(BEFORE + "[#\uFF03](?!\uFE0F)([^\\s#\uFF03\u00AD\u2060\u200A-\u200D\u20E2]+)");

    private static final Pattern SCHEME = Pattern.compile("(?i)https?://");
    private static final Pattern ONLY_DIGITS = Pattern.compile("[\\p{Nd}\\p{P}]*");

    /** Looked for only where it begins, not from each of its signs. */
    private static final Pattern PUNCTUATION_AT_END = Pattern.compile("(?<!\\p{P})\\p{P}++$");

    private static final int MAX_TAG_CHARACTERS = 64;
    private static final int MAX_TAG_BYTES = 640;

    private RichText() {}

    /** All of them in the order of the text; none overlaps another. */
    static List<Span> spans(String text) {
        NavigableMap<Integer, Found> found = new TreeMap<>();
        links(text, found);
        mentions(text, found);
        tags(text, found);
        List<Span> spans = new ArrayList<>();
        int at = 0;
        int bytes = 0;
        for (Found one : found.values()) {
            int start = bytes + utf8Length(text, at, one.start());
            bytes = start + utf8Length(text, one.start(), one.end());
            at = one.end();
            spans.add(new Span(one.kind(), start, bytes, one.target()));
        }
        return spans;
    }

    private static void links(String text, NavigableMap<Integer, Found> found) {
        for (Matcher matcher = LINK.matcher(text); matcher.find(); ) {
            String shown = withoutSentenceEnd(matcher.group());
            String address = SCHEME.matcher(shown).lookingAt() ? shown : "https://" + shown;
            add(found, new Found(Kind.LINK, matcher.start(), matcher.start() + shown.length(), address));
        }
    }

    private static void mentions(String text, NavigableMap<Integer, Found> found) {
        for (Matcher matcher = MENTION.matcher(text); matcher.find(); ) {
            if (matcher.group(1).length() <= MAX_NAME) {
                add(found, new Found(Kind.MENTION, matcher.start(), matcher.end(), matcher.group(1)));
            }
        }
    }

    private static void tags(String text, NavigableMap<Integer, Found> found) {
        for (Matcher matcher = TAG.matcher(text); matcher.find(); ) {
            String tag = PUNCTUATION_AT_END.matcher(matcher.group(1)).replaceFirst("");
            if (!ONLY_DIGITS.matcher(tag).matches() && fits(tag)) {
                add(found, new Found(Kind.TAG, matcher.start(), matcher.start(1) + tag.length(), tag));
            }
        }
    }

    private static void add(NavigableMap<Integer, Found> found, Found one) {
        Map.Entry<Integer, Found> before = found.lowerEntry(one.end());
        if (before == null || before.getValue().end() <= one.start()) {
            found.put(one.start(), one);
        }
    }

    private static boolean fits(String tag) {
        return tag.codePointCount(0, tag.length()) <= MAX_TAG_CHARACTERS
                && tag.getBytes(StandardCharsets.UTF_8).length <= MAX_TAG_BYTES;
    }

    /** A full stop ends the sentence, not the address; a bracket belongs to the address that opened it. */
    private static String withoutSentenceEnd(String address) {
        long opened = address.codePoints().filter(RichText::opens).count();
        Map<Integer, Long> closed = address.codePoints()
                .filter(RichText::closes)
                .boxed()
                .collect(Collectors.groupingBy(sign -> sign, Collectors.counting()));
        int end = address.length();
        while (end > 0) {
            int last = address.codePointBefore(end);
            if (!isSentenceEnd(last) && closed.getOrDefault(last, 0L) <= opened) {
                break;
            }
            closed.computeIfPresent(last, (sign, count) -> count - 1);
            end -= Character.charCount(last);
        }
        return address.substring(0, end);
    }

    private static boolean opens(int sign) {
        return Character.getType(sign) == Character.START_PUNCTUATION;
    }

    private static boolean closes(int sign) {
        return Character.getType(sign) == Character.END_PUNCTUATION;
    }

    private static boolean isSentenceEnd(int sign) {
        int type = Character.getType(sign);
        return ".,;:!?'*_~\u2026\u3001\u3002\uFF0C\uFF01\uFF1F".indexOf(sign) >= 0
                || type == Character.INITIAL_QUOTE_PUNCTUATION
                || type == Character.FINAL_QUOTE_PUNCTUATION;
    }

    private static int utf8Length(String text, int start, int end) {
        return text.substring(start, end).getBytes(StandardCharsets.UTF_8).length;
    }
}
