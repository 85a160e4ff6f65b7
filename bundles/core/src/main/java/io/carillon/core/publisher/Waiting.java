package io.carillon.core.publisher;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** How to wait until a publisher's calls are over, so that tests need not wait in real time. */
@FunctionalInterface
public interface Waiting {

    /** Parks the calling thread. */
    Waiting PARKING = (over, atMost) -> over.await(atMost.toNanos(), TimeUnit.NANOSECONDS);

    /**
     * Waits until the latch is open.
     *
     * @return false if that took longer than allowed
     */
    boolean until(CountDownLatch over, Duration atMost) throws InterruptedException;
}
