package io.carillon.core.publisher;

import io.carillon.api.model.Platform;
import io.carillon.api.service.UploadPace;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A moment for each post, and a time for each byte that is learned from whole uploads, per network. Forgotten at a
 * restart, when caution takes its place: what was scheduled before keeps the time that it was given.
 */
public final class LearnedPace implements UploadPace {

    private static final Duration MOMENT = Duration.ofSeconds(2);

    /** A megabyte a second, until it is known better. */
    private static final double CAUTIOUS_NANOS_PER_BYTE = 1_000;

    /** What one upload counts against all before it. */
    private static final double WEIGHT = 0.2;

    /** What networks keep of an upload that is not published yet ends after a day at some of them. */
    private static final Duration MOST = Duration.ofHours(12);

    private final Map<Platform, Double> nanosPerByte = new ConcurrentHashMap<>();

    @Override
    public Duration expected(Platform platform, long bytes) {
        double nanos = bytes * nanosPerByte.getOrDefault(platform, CAUTIOUS_NANOS_PER_BYTE);
        return nanos < MOST.toNanos() ? MOMENT.plusNanos((long) nanos) : MOST;
    }

    @Override
    public void learn(Platform platform, long bytes, Duration took) {
        if (bytes > 0) {
            double now = (double) took.toNanos() / bytes;
            nanosPerByte.compute(platform, (known, before) -> {
                double until = before == null ? CAUTIOUS_NANOS_PER_BYTE : before;
                return until * (1 - WEIGHT) + now * WEIGHT;
            });
        }
    }
}
