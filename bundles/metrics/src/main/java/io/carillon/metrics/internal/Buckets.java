package io.carillon.metrics.internal;

import java.time.Duration;
import java.util.stream.Stream;

/** Where histograms draw their lines. */
final class Buckets {

    /** From what a good server shows to what is a scandal: a post should be on time by a fraction of a millisecond. */
    static final Duration[] LATENESS = of(
            "PT0.0001S",
            "PT0.0002S",
            "PT0.0005S",
            "PT0.001S",
            "PT0.002S",
            "PT0.005S",
            "PT0.01S",
            "PT0.025S",
            "PT0.05S",
            "PT0.1S",
            "PT0.25S",
            "PT0.5S",
            "PT1S",
            "PT2.5S",
            "PT5S",
            "PT30S",
            "PT5M",
            "PT1H");

    /** A network's answer: from a fake of one to the last deadline. */
    static final Duration[] CALL = of(
            "PT0.005S", "PT0.025S", "PT0.1S", "PT0.25S", "PT0.5S", "PT1S", "PT2.5S", "PT5S", "PT10S", "PT30S", "PT60S");

    /** From a text to a film. */
    static final Duration[] PREPARE = of(
            "PT0.01S", "PT0.1S", "PT0.5S", "PT1S", "PT2.5S", "PT5S", "PT10S", "PT30S", "PT1M", "PT2M", "PT5M", "PT10M");

    static final Duration[] STORE = of(
            "PT0.001S", "PT0.0025S", "PT0.005S", "PT0.01S", "PT0.025S", "PT0.05S", "PT0.1S", "PT0.25S", "PT1S", "PT5S");

    static final Duration[] REQUEST = of("PT0.005S", "PT0.02S", "PT0.05S", "PT0.2S", "PT1S", "PT5S");

    static final double[] ROWS = {1, 2, 5, 10, 25, 50, 100, 250, 500};

    private Buckets() {}

    private static Duration[] of(String... texts) {
        return Stream.of(texts).map(Duration::parse).toArray(Duration[]::new);
    }
}
