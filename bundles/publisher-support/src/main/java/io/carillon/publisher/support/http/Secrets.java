package io.carillon.publisher.support.http;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** What one call must not tell anybody; shows nothing of itself. */
final class Secrets {

    private static final String HIDDEN = "***";

    /** Shorter ones would tear words apart, and guard nothing. */
    private static final int SHORTEST = 4;

    private final List<String> values;

    Secrets(Collection<String> values) {
        List<String> longestFirst = new ArrayList<>(values);
        longestFirst.removeIf(value -> value.length() < SHORTEST);
        longestFirst.sort((a, b) -> Integer.compare(b.length(), a.length()));
        this.values = List.copyOf(longestFirst);
    }

    String hideIn(String text) {
        String safe = text;
        for (String value : values) {
            safe = safe.replace(value, HIDDEN);
        }
        return safe;
    }

    @Override
    public String toString() {
        return HIDDEN;
    }
}
