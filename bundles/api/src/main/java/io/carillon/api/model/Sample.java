package io.carillon.api.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/**
 * Figures of a published delivery at an age.
 *
 * @param age for which they were read; they may be read later, never earlier
 * @param figures by name, such as {@code likes}; one that the network does not tell is left out, never 0
 */
public record Sample(DeliveryId delivery, Duration age, Instant takenAt, Map<String, Long> figures) {

    public Sample {
        Objects.requireNonNull(delivery, "delivery");
        Objects.requireNonNull(age, "age");
        Objects.requireNonNull(takenAt, "takenAt");
        figures = Map.copyOf(figures);
    }
}
