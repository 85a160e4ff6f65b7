package io.carillon.itests.benchmarks.trial;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One life of an engine within a trial.
 *
 * @param patienceSeconds how long after the last due instant it is waited for what is not done yet
 */
public record Session(String name, int patienceSeconds, List<Phase> phases) {

    public Session(String name, int patienceSeconds, Phase... phases) {
        this(name, patienceSeconds, List.of(phases));
    }

    static Session parse(String text) {
        String[] parts = text.split(":");
        return new Session(
                parts[0],
                Integer.parseInt(parts[1]),
                parts.length < 3
                        ? List.of()
                        : Stream.of(parts[2].split("\\+")).map(Phase::parse).toList());
    }

    /** How many deliveries there are. */
    public int count() {
        return phases.stream().mapToInt(Phase::count).sum();
    }

    int endMillis() {
        return phases.stream().mapToInt(Phase::endMillis).max().orElse(0);
    }

    /** What {@link #parse} reads. */
    @Override
    public String toString() {
        return name + ":" + patienceSeconds + ":"
                + phases.stream().map(Phase::toString).collect(Collectors.joining("+"));
    }
}
