package io.carillon.itests.simulators.mastodon;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long a status is for the server: grapheme clusters, an address with its scheme as many as the instance says, a
 * mention without the server of whom it mentions. Written apart from the publisher's own counting, which it checks.
 */
final class TextLength {

    private static final Pattern URL = Pattern.compile(
            "(?<![\\p{L}\\p{N}@/])https?://[\\p{L}\\p{N}-]+(\\.[\\p{L}\\p{N}-]+)*\\.\\p{L}{2,}(:\\d+)?"
                    + "([/?#][^\\s<>\"]*[^\\s<>\"'.,;:!?)])?/?",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern MENTION =
            Pattern.compile("(?<![=/\\w])@([a-zA-Z0-9_]+(?:[.-]+[a-zA-Z0-9_]+)*)@[\\w.-]*\\w");
    private static final Pattern GRAPHEME = Pattern.compile("\\X");

    private TextLength() {}

    static int of(String spoiler, String text, int perUrl) {
        String urls = URL.matcher(text).replaceAll("x".repeat(perUrl));
        return graphemes(spoiler + MENTION.matcher(urls).replaceAll("@$1"));
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
