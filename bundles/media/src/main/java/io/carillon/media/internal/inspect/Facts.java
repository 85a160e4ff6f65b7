package io.carillon.media.internal.inspect;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a file's headers say about it.
 *
 * @param width in pixels, as it is shown: turned as its camera or its track asks
 * @param height in pixels, likewise
 * @param duration of a film
 */
public record Facts(OptionalInt width, OptionalInt height, Optional<Duration> duration) {

    public static final Facts NONE = new Facts(OptionalInt.empty(), OptionalInt.empty(), Optional.empty());

    static Facts ofSize(int width, int height, boolean turned) {
        return new Facts(
                OptionalInt.of(turned ? height : width), OptionalInt.of(turned ? width : height), Optional.empty());
    }

    Facts withDuration(Optional<Duration> length) {
        return new Facts(width, height, length);
    }

    /** How many pixels a picture unfolds to in memory; 0 where its size is not known. */
    public long pixels() {
        return (long) width.orElse(0) * height.orElse(0);
    }
}
