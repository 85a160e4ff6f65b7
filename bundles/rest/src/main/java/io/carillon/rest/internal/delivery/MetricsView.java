package io.carillon.rest.internal.delivery;

import io.carillon.api.model.Sample;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * Figures of a published delivery as the API answers them.
 *
 * @param ageSeconds how old the post was to be when they were read
 * @param at when they were read
 */
public record MetricsView(long ageSeconds, Instant at, Map<String, Long> values) {

    static MetricsView of(Sample sample) {
        return new MetricsView(sample.age().toSeconds(), sample.takenAt(), new TreeMap<>(sample.figures()));
    }
}
