package io.carillon.api.publisher;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/**
 * Figures of one post at a moment.
 *
 * @param values by name; the usual names are {@code likes}, {@code comments}, {@code shares}, {@code views},
 *     {@code clicks}, {@code saves}; a figure that the network does not tell is left out, never 0
 */
public record Metrics(Instant at, Map<String, Long> values) {

    public Metrics {
        Objects.requireNonNull(at, "at");
        values = Map.copyOf(values);
    }
}
