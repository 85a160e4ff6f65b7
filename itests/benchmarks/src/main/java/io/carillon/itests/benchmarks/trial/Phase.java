package io.carillon.itests.benchmarks.trial;

import java.time.Instant;

/**
 * Deliveries that fall due one after the other.
 *
 * @param startMillis when the first is due, counted from a moment shortly after the engine's start; negative is overdue
 * @param spacingMillis from one to the next; 0 for all at one instant
 */
public record Phase(String name, int count, int startMillis, int spacingMillis) {

    static Phase parse(String text) {
        String[] parts = text.split("/");
        return new Phase(parts[0], Integer.parseInt(parts[1]), Integer.parseInt(parts[2]), Integer.parseInt(parts[3]));
    }

    Instant due(Instant origin, int index) {
        return origin.plusMillis(startMillis + (long) index * spacingMillis);
    }

    int endMillis() {
        return startMillis + count * spacingMillis;
    }

    /** What {@link #parse} reads. */
    @Override
    public String toString() {
        return name + "/" + count + "/" + startMillis + "/" + spacingMillis;
    }
}
