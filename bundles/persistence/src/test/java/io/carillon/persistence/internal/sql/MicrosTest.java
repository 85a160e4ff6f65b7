package io.carillon.persistence.internal.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MicrosTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0001-01-01T00:00:00Z",
                "1969-12-31T23:59:59.999999Z",
                "2026-02-10T08:00:00.000001Z",
                "9999-12-31T23:59:59.999999Z"
            })
    void everyMomentOfTheCalendarComesBackAsItWas(String text) {
        Instant instant = Instant.parse(text);

        assertThat(Micros.instant(Micros.of(instant))).isEqualTo(instant);
    }

    @Test
    void instantBeyondWhatCanBeCountedIsTheLastThatCan() {
        assertThat(Micros.of(Instant.MAX)).isEqualTo(Long.MAX_VALUE);
        assertThat(Micros.of(Instant.MIN)).isEqualTo(Long.MIN_VALUE);
    }
}
