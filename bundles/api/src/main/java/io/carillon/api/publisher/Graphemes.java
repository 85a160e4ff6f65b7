package io.carillon.api.publisher;

import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.util.ULocale;

/**
 * Counts extended grapheme clusters by ICU. The runtime's own {@code \X} counts by the Unicode version of that Java, so that
 * a text would be too long on one server and fit on another.
 *
 * @see <a href="https://www.unicode.org/reports/tr29/">UAX #29</a>
 */
final class Graphemes {

    /** The first combining mark: below it every character is a cluster of its own, but for the line break. */
    private static final char FIRST_MARK = '\u0300';

    private Graphemes() {}

    static int count(String text) {
        int count = text.length();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!standsAlone(c)) {
                return Clusters.count(text);
            }
            if (c == '\n' && i > 0 && text.charAt(i - 1) == '\r') {
                count--;
            }
        }
        return count;
    }

    /** Latin writing, and its dashes, quotation marks and ellipsis: most texts are nothing else. */
    private static boolean standsAlone(char c) {
        return c < FIRST_MARK || (c >= '\u2010' && c <= '\u2027');
    }

    /** A class of its own, so that ICU's tables are loaded with the first text that needs them. */
    private static final class Clusters {

        private static final BreakIterator RULES = BreakIterator.getCharacterInstance(ULocale.ROOT);

        static int count(String text) {
            // An iterator is for one thread.
            BreakIterator clusters = RULES.clone();
            clusters.setText(text);
            int count = 0;
            while (clusters.next() != BreakIterator.DONE) {
                count++;
            }
            return count;
        }
    }
}
