package io.carillon.rest.internal.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.core.MovableClock;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LoginThrottleTest {

    private final LoginThrottle throttle = new LoginThrottle(new MovableClock(Instant.EPOCH));

    @Test
    void tryThatCouldNotBeMadeCountsForNothing() {
        for (int i = 0; i < 20; i++) {
            assertThat(throttle.begin("ada")).as("try %s", i).isEmpty();
            throttle.withdrawn("ada");
        }
    }

    @Test
    void failuresBesideAWithdrawnTryStillCount() {
        for (int i = 0; i < 6 && throttle.begin("ada").isEmpty(); i++) {}
        throttle.withdrawn("ada");

        for (int i = 0; i < 2 && throttle.begin("ada").isEmpty(); i++) {}

        assertThat(throttle.begin("ada")).isPresent();
    }
}
