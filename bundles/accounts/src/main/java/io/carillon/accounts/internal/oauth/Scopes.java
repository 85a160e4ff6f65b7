package io.carillon.accounts.internal.oauth;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Lists of scopes. */
public final class Scopes {

    private Scopes() {}

    /** What a text names, with spaces or a network's own separator between. */
    public static Set<String> of(String text, char separator) {
        Set<String> all = new LinkedHashSet<>(
                Arrays.asList(text.split("[\\s" + Pattern.quote(String.valueOf(separator)) + "]+")));
        all.remove("");
        return all;
    }

    /** What of the needed is not granted. */
    public static List<String> missing(Collection<String> needed, String granted) {
        List<String> missing = new ArrayList<>(needed);
        missing.removeAll(of(granted, ' '));
        return missing;
    }
}
