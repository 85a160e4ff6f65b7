package io.carillon.api.model;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What was chosen for a post on one network, beyond what every network has: options that its profile declares, by their
 * names.
 *
 * @param texts what was chosen or written; an empty text says that there is to be none
 * @param flags what is on or off
 */
public record Options(Map<String, String> texts, Map<String, Boolean> flags) {

    public static final Options NONE = new Options(Map.of(), Map.of());

    public Options {
        texts = Map.copyOf(texts);
        flags = Map.copyOf(flags);
    }

    public static Options of(String name, String text) {
        return new Options(Map.of(name, text), Map.of());
    }

    public static Options of(String name, boolean flag) {
        return new Options(Map.of(), Map.of(name, flag));
    }

    public boolean isEmpty() {
        return texts.isEmpty() && flags.isEmpty();
    }

    public Optional<String> text(String name) {
        return Optional.ofNullable(texts.get(name));
    }

    public Optional<Boolean> flag(String name) {
        return Optional.ofNullable(flags.get(name));
    }

    /** All that something was chosen for, in the order of the alphabet. */
    public Set<String> names() {
        Set<String> names = new TreeSet<>(texts.keySet());
        names.addAll(flags.keySet());
        return names;
    }

    /** Lays these over others: what is chosen here counts. */
    public Options over(Options others) {
        if (others.isEmpty()) {
            return this;
        }
        Map<String, String> allTexts = new HashMap<>(others.texts);
        Map<String, Boolean> allFlags = new HashMap<>(others.flags);
        allTexts.keySet().removeAll(flags.keySet());
        allFlags.keySet().removeAll(texts.keySet());
        allTexts.putAll(texts);
        allFlags.putAll(flags);
        return new Options(allTexts, allFlags);
    }
}
