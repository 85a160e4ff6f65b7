package io.carillon.api.model;

/** What networks and their publishers say, made so that every database, answer and log can keep it. */
public final class PlainText {

    /** In the place of what is no text. */
    private static final char INSTEAD = '\ufffd';

    private PlainText() {}

    /**
     * A text without what not every database keeps: the character U+0000 and halves of surrogate pairs are replaced by
     * U+FFFD. It is as long as before.
     */
    public static String of(String text) {
        return replaced(text, false);
    }

    /**
     * A text that can be shown and logged, too: other control characters than line feeds become spaces, and halves of
     * surrogate pairs U+FFFD. It is as long as before.
     */
    public static String shown(String text) {
        return replaced(text, true);
    }

    private static String replaced(String text, boolean forReaders) {
        StringBuilder plain = null;
        for (int i = 0; i < text.length(); i++) {
            char good = good(text, i, forReaders);
            if (good != text.charAt(i)) {
                plain = plain == null ? new StringBuilder(text) : plain;
                plain.setCharAt(i, good);
            }
        }
        return plain == null ? text : plain.toString();
    }

    private static char good(String text, int at, boolean forReaders) {
        char c = text.charAt(at);
        if (forReaders && c != '\n' && Character.isISOControl(c)) {
            return ' ';
        }
        return c == 0 || isHalf(text, at) ? INSTEAD : c;
    }

    private static boolean isHalf(String text, int at) {
        char c = text.charAt(at);
        if (Character.isHighSurrogate(c)) {
            return at + 1 == text.length() || !Character.isLowSurrogate(text.charAt(at + 1));
        }
        return Character.isLowSurrogate(c) && (at == 0 || !Character.isHighSurrogate(text.charAt(at - 1)));
    }
}
