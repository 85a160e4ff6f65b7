package io.carillon.itests.benchmarks;

import java.util.HashMap;
import java.util.Map;

/** What one trial measured, by name. */
final class Figures {

    private final Map<String, Double> values = new HashMap<>();

    void put(String name, double value) {
        values.put(name, value);
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    double get(String name) {
        Double value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("Nothing was measured as " + name + "; there is " + values.keySet());
        }
        return value;
    }

    /** The difference of something between two moments. */
    double between(String meter, String from, String to) {
        return get(to + "." + meter) - get(from + "." + meter);
    }
}
