package io.carillon.core.text;

import io.carillon.api.model.Content;
import io.carillon.api.model.Hashtag;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The one place where text is composed: caption, blank line, the hashtags that the caption does not hold already. Counts,
 * previews and publishers all use it, so that what was counted is what is sent.
 */
public final class TextComposer {

    private TextComposer() {}

    /**
     * Composes the text of a post. A caption that has nothing added stays as it is to the last character.
     *
     * @return empty if there is neither caption nor hashtag
     */
    public static String compose(Content content) {
        String caption = content.caption();
        Map<String, String> missing = new LinkedHashMap<>();
        content.hashtags().stream()
                .map(Hashtag::tag)
                .filter(tag -> !holds(caption, tag))
                .forEach(tag -> missing.putIfAbsent(tag.toLowerCase(Locale.ROOT), tag));
        if (missing.isEmpty()) {
            return caption;
        }
        String tags = missing.values().stream().collect(Collectors.joining(" "));
        return caption.isBlank() ? tags : caption.stripTrailing() + "\n\n" + tags;
    }

    /** Whether a text holds a hashtag as a whole, whatever the case: {@code #launchday} does not hold {@code #launch}. */
    static boolean holds(String text, String tag) {
        for (int at = text.indexOf('#'); at >= 0; at = text.indexOf('#', at + 1)) {
            if (text.regionMatches(true, at, tag, 0, tag.length())
                    && startsHere(text, at)
                    && endsHere(text, at + tag.length())) {
                return true;
            }
        }
        return false;
    }

    /** Networks see no hashtag within a word or an address. */
    private static boolean startsHere(String text, int at) {
        if (at == 0) {
            return true;
        }
        int before = text.codePointBefore(at);
        return !isTagCharacter(before) && before != '/' && before != '&' && before != '#';
    }

    private static boolean endsHere(String text, int end) {
        return end == text.length() || !isTagCharacter(text.codePointAt(end));
    }

    private static boolean isTagCharacter(int character) {
        return Character.isLetterOrDigit(character)
                || character == '_'
                || switch (Character.getType(character)) {
                    case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK -> true;
                    default -> false;
                };
    }
}
