package io.carillon.accounts.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LooksTest {

    @Test
    void lookUnderWayIsOverBeforeWhatItLooksAtIsClosed() throws InterruptedException {
        AtomicBoolean closed = new AtomicBoolean();
        AtomicBoolean failed = new AtomicBoolean();
        CountDownLatch begun = new CountDownLatch(1);
        Looks looks = new Looks("looks-test");
        looks.every(Duration.ofDays(1), Duration.ZERO, () -> {
            begun.countDown();
            // Goes on until the end is asked for, and then needs what it looks at once more.
            while (!looks.isEnding()) {
                Thread.onSpinWait();
            }
            failed.set(closed.get());
        });
        begun.await();

        looks.close();
        closed.set(true);

        assertThat(failed).isFalse();
        assertThat(looks.isOver()).isTrue();
    }
}
