package io.carillon.scheduler.internal.engine;

import io.carillon.api.model.MediaFile;
import io.carillon.api.publisher.Message;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

/**
 * How long preparing takes at one network, learned from what it took before: a moment for each post, and a time for each
 * byte. Forgotten at a restart, when caution takes its place.
 */
final class Pace {

    private static final Duration MOMENT = Duration.ofSeconds(2);

    /** A megabyte a second, until it is known better. */
    private static final double CAUTIOUS_NANOS_PER_BYTE = 1_000;

    /** What one visit counts against all before it. */
    private static final double WEIGHT = 0.2;

    private final AtomicReference<Double> nanosPerByte = new AtomicReference<>(CAUTIOUS_NANOS_PER_BYTE);

    static long bytes(Message message) {
        return message.attachments().stream()
                .flatMap(attachment -> attachment.file().stream())
                .mapToLong(MediaFile::bytes)
                .sum();
    }

    void learn(long bytes, long nanos) {
        if (bytes > 0) {
            double now = (double) nanos / bytes;
            nanosPerByte.updateAndGet(before -> before * (1 - WEIGHT) + now * WEIGHT);
        }
    }

    /** How long preparing so many bytes may be expected to take. */
    Duration expected(long bytes) {
        return MOMENT.plusNanos((long) (bytes * nanosPerByte.get()));
    }
}
