package io.carillon.scheduler.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/** Everything that happened, in its order, and what must not have. */
final class Story {

    private final StringBuilder events = new StringBuilder();
    private final List<String> violations = new ArrayList<>();
    private final Map<String, Integer> counts = new TreeMap<>();
    private LongSupplier nanos = () -> 0;

    void readTime(LongSupplier source) {
        nanos = source;
    }

    void tell(String event) {
        events.append(nanos.getAsLong() / 1000).append(' ').append(event).append('\n');
    }

    void count(String what) {
        counts.merge(what, 1, Integer::sum);
    }

    void violation(String what) {
        tell("VIOLATION " + what);
        violations.add(what);
    }

    String events() {
        return events.toString();
    }

    List<String> violations() {
        return violations;
    }

    Map<String, Integer> counts() {
        return counts;
    }
}
