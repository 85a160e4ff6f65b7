package io.carillon.analytics.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgesTest {

    private static final Instant AT = Instant.parse("2026-03-01T10:00:00Z");

    @Test
    void agesAreReadFromText() {
        assertThat(Ages.of("30s, 5m,1h ,2d").all())
                .containsExactly(
                        Duration.ofSeconds(30), Duration.ofMinutes(5), Duration.ofHours(1), Duration.ofDays(2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "0h", "1h,", "1h, 1h", "2h, 1h", "-1h", "1w", "1 h"})
    void whatIsNoRisingListIsRefusedWithTheRule(String text) {
        assertThatThrownBy(() -> Ages.of(text))
                .hasMessage(
                        "ages in etc/io.carillon.analytics.cfg must be ages such as 1h, 6h, 1d: numbers with s, m, h"
                                + " or d, each larger than the one before; it is '" + text + "'.");
    }

    @Test
    void ageThatIsReachedAndTheNextFollowFromTheTime() {
        Ages ages = Ages.of("1h, 6h, 1d");

        assertThat(ages.reached(AT, AT.plus(Duration.ofHours(1)))).isEqualTo(Duration.ofHours(1));
        assertThat(ages.reached(AT, AT.plus(Duration.ofHours(7)))).isEqualTo(Duration.ofHours(6));
        assertThat(ages.after(AT, AT.plus(Duration.ofHours(1)))).contains(Duration.ofHours(6));
        assertThat(ages.after(AT, AT.plus(Duration.ofDays(1)))).isEmpty();
    }
}
