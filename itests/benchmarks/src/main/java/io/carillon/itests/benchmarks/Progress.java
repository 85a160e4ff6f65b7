package io.carillon.itests.benchmarks;

import java.time.Duration;
import java.time.Instant;

/** Tells whoever waits what is going on, beside the table. */
final class Progress {

    private static final Instant START = Instant.now();

    private Progress() {}

    static void say(String format, Object... arguments) {
        long seconds = Duration.between(START, Instant.now()).toSeconds();
        System.err.printf("%3d:%02d  %s%n", seconds / 60, seconds % 60, String.format(format, arguments));
    }
}
