package io.carillon.accounts.internal;

import java.time.Duration;

/** Lets time pass. */
interface Pause {

    /** @return false if the thread was told to stop, and shall not go on waiting */
    boolean of(Duration time);

    static Pause sleeping() {
        return time -> {
            try {
                Thread.sleep(time.toMillis());
                return true;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        };
    }
}
