package io.carillon.core.internal.zone;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OffsetTableTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"Europe/Berlin", "Australia/Lord_Howe", "Africa/Casablanca", "Asia/Tokyo", "America/Santiago"})
    void tableSaysWhatTheZoneSaysAndComesBackFromItsText(String name) {
        ZoneId zone = ZoneId.of(name);
        OffsetTable table = OffsetTable.of(zone.getRules());

        assertThat(OffsetTable.parse(table.text())).isEqualTo(table);
        for (Instant at = Instant.parse("2024-01-01T00:07:00Z");
                at.isBefore(Instant.parse("2036-01-01T00:00:00Z"));
                at = at.plusSeconds(3_600 * 7)) {
            assertThat(table.local(at)).isEqualTo(LocalDateTime.ofInstant(at, zone));
        }
    }

    @Test
    void firstDifferenceIsWhereTheClocksPart() {
        OffsetTable berlin = OffsetTable.of(ZoneId.of("Europe/Berlin").getRules());
        TreeMap<Instant, ZoneOffset> changed = new TreeMap<>(berlin.offsets());
        Instant spring = Instant.parse("2027-03-28T01:00:00Z");
        changed.remove(spring);

        assertThat(berlin.offsets()).containsKey(spring);
        assertThat(berlin.firstDifference(berlin)).isEmpty();
        assertThat(berlin.firstDifference(new OffsetTable(changed))).contains(spring);
        assertThat(new OffsetTable(changed).firstDifference(berlin)).contains(spring);
    }
}
