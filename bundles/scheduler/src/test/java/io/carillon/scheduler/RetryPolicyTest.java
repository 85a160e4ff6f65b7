package io.carillon.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {

    private final RetryPolicy policy = RetryPolicy.DEFAULT;
    private final Random random = new Random(7);

    private Duration longest(int failures) {
        return IntStream.range(0, 5000)
                .mapToObj(i -> policy.delay(failures, random))
                .max(Duration::compareTo)
                .orElseThrow();
    }

    @Test
    void waitsDoubleUpToTheCap() {
        assertThat(longest(1)).isBetween(Duration.ofMillis(1900), Duration.ofMillis(2000));
        assertThat(longest(2)).isBetween(Duration.ofMillis(3800), Duration.ofMillis(4000));
        assertThat(longest(9)).isBetween(Duration.ofSeconds(480), Duration.ofSeconds(512));
        assertThat(longest(10)).isBetween(Duration.ofSeconds(570), Duration.ofSeconds(600));
        assertThat(longest(1000)).isBetween(Duration.ofSeconds(570), Duration.ofSeconds(600));
    }

    @Test
    void waitsAreSpreadOverTheWholeRange() {
        assertThat(IntStream.range(0, 5000).mapToObj(i -> policy.delay(5, random)))
                .anyMatch(delay -> delay.compareTo(Duration.ofSeconds(1)) < 0)
                .anyMatch(delay -> delay.compareTo(Duration.ofSeconds(31)) > 0)
                .allMatch(delay -> delay.compareTo(Duration.ZERO) > 0);
    }

    @Test
    void aDayIsEnoughUnlessItWasHardlyTried() {
        assertThat(policy.givesUp(5, Duration.ofHours(24))).isTrue();
        assertThat(policy.givesUp(4, Duration.ofHours(240))).isFalse();
        assertThat(policy.givesUp(5, Duration.ofHours(24).minusMillis(1))).isFalse();
        assertThat(policy.givesUp(300, Duration.ZERO)).isTrue();
    }
}
