package io.carillon.media.internal;

import io.carillon.api.model.MediaId;
import java.time.Clock;
import java.util.random.RandomGenerator;

/** Mints ids that sort by time and cannot be guessed. */
final class MediaIds {

    private static final int TIME_DIGITS = 9;
    private static final int RANDOM_DIGITS = 14;
    private static final int RADIX = 32;

    private final Clock clock;
    private final RandomGenerator random;

    MediaIds(Clock clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    MediaId next() {
        StringBuilder id = new StringBuilder("m_");
        String time = Long.toString(clock.millis(), RADIX);
        id.append("0".repeat(TIME_DIGITS - time.length())).append(time);
        for (int i = 0; i < RANDOM_DIGITS; i++) {
            id.append(Character.forDigit(random.nextInt(RADIX), RADIX));
        }
        return new MediaId(id.toString());
    }
}
