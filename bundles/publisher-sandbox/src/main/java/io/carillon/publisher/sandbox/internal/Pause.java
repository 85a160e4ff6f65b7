package io.carillon.publisher.sandbox.internal;

import java.time.Duration;

/** How time passes between a request and its answer. */
@FunctionalInterface
interface Pause {

    /** @throws InterruptedException if the caller stopped waiting */
    void take(Duration duration) throws InterruptedException;

    /** Real time. */
    static Pause real() {
        return duration -> Thread.sleep(duration.toMillis());
    }
}
