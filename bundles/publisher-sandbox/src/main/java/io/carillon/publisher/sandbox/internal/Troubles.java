package io.carillon.publisher.sandbox.internal;

import io.carillon.publisher.sandbox.internal.Rehearsal.Failure;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Decides which try fails. Counts of tries are forgotten with the process. Thread-safe. */
final class Troubles {

    private static final int REMEMBERED = 100_000;

    private final RandomGenerator random;
    private final Map<String, Integer> failed = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
            return size() > REMEMBERED;
        }
    };

    Troubles(RandomGenerator random) {
        this.random = random;
    }

    /** @param tried what the tries are counted for */
    synchronized Optional<Failure> next(Rehearsal rehearsal, String tried) {
        if (rehearsal.failure().isEmpty() || random.nextDouble() >= rehearsal.probability()) {
            return Optional.empty();
        }
        if (rehearsal.times() == Integer.MAX_VALUE) {
            return rehearsal.failure();
        }
        int before = failed.getOrDefault(tried, 0);
        if (before >= rehearsal.times()) {
            return Optional.empty();
        }
        failed.put(tried, before + 1);
        return rehearsal.failure();
    }
}
