package io.carillon.publisher.support.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaceTest {

    private static final Instant BEGUN = Instant.parse("2026-05-01T10:00:00Z");
    private static final Pace PACE = new Pace(Duration.ofSeconds(1), Duration.ofSeconds(30), Duration.ofMinutes(10));

    @ParameterizedTest
    @CsvSource({"0, 1", "3, 1", "8, 2", "40, 10", "119, 29.75", "300, 30", "599, 30"})
    void asksSoonAndThenEverMoreSeldom(long taken, double wait) {
        Instant now = BEGUN.plusSeconds(taken);
        assertThat(PACE.next(BEGUN, now)).contains(now.plusMillis((long) (wait * 1000)));
    }

    @Test
    void givesUpInTheEnd() {
        assertThat(PACE.next(BEGUN, BEGUN.plus(Duration.ofMinutes(10)))).isEmpty();
    }

    @Test
    void clockThatWentBackHurtsNobody() {
        assertThat(PACE.next(BEGUN, BEGUN.minusSeconds(60))).contains(BEGUN.minusSeconds(59));
    }

    @Test
    void nonsenseIsRefused() {
        assertThatThrownBy(() -> new Pace(Duration.ZERO, Duration.ofSeconds(1), Duration.ofSeconds(2)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Pace(Duration.ofSeconds(3), Duration.ofSeconds(1), Duration.ofSeconds(5)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
