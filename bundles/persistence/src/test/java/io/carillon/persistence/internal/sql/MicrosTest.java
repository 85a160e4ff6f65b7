package io.carillon.persistence.internal.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class MicrosTest {

    @Test
    void instantsAreKeptToTheMicrosecond() {
        Instant instant = Instant.parse("1969-12-31T23:59:59.000001Z");
        assertThat(Micros.instant(Micros.of(instant))).isEqualTo(instant);
    }

    @Test
    void instantBeyondWhatCanBeCountedIsTheLastThatCan() {
        assertThat(Micros.of(Instant.MAX)).isEqualTo(Long.MAX_VALUE);
        assertThat(Micros.of(Instant.MIN)).isEqualTo(Long.MIN_VALUE);
    }
}
