package io.carillon.api.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.api.model.Schedule.Adjustment;
import io.carillon.api.model.Schedule.Basis;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScheduleTest {

    @Test
    void localTimeIsResolvedInItsZone() {
        Schedule schedule = Schedule.at("2026-02-10T09:00", "Europe/Berlin");

        assertThat(schedule)
                .isEqualTo(new Schedule(
                        Basis.LOCAL,
                        LocalDateTime.parse("2026-02-10T09:00"),
                        ZoneId.of("Europe/Berlin"),
                        Optional.empty(),
                        Instant.parse("2026-02-10T08:00:00Z"),
                        Optional.empty()));
    }

    @ParameterizedTest(name = "{1} {0}")
    @CsvSource({
        "2026-03-29T02:00, Europe/Berlin, 2026-03-29T01:00:00Z",
        "2026-03-29T02:30, Europe/Berlin, 2026-03-29T01:30:00Z",
        "2026-03-08T02:30, America/New_York, 2026-03-08T07:30:00Z",
        "2026-10-04T02:15, Australia/Lord_Howe, 2026-10-03T15:45:00Z",
        "2026-04-24T00:30, Africa/Cairo, 2026-04-23T22:30:00Z",
        "2026-09-06T00:10, America/Santiago, 2026-09-06T04:10:00Z",
        "2026-03-28T23:30, America/Nuuk, 2026-03-29T01:30:00Z",
        "2011-12-30T10:00, Pacific/Apia, 2011-12-30T20:00:00Z"
    })
    void localTimeThatTheClockSkipsMovesForwardByTheGap(String local, String zone, Instant expected) {
        Schedule schedule = Schedule.at(local, zone);

        assertThat(schedule.instant()).isEqualTo(expected);
        assertThat(schedule.adjusted()).contains(Adjustment.GAP);
        assertThat(schedule.local()).as("what the person chose").isEqualTo(LocalDateTime.parse(local));
    }

    @ParameterizedTest(name = "{1} {0} at {2}")
    @CsvSource({
        "2026-10-25T02:30, Europe/Berlin, '', 2026-10-25T00:30:00Z",
        "2026-10-25T02:30, Europe/Berlin, +02:00, 2026-10-25T00:30:00Z",
        "2026-10-25T02:30, Europe/Berlin, +01:00, 2026-10-25T01:30:00Z",
        "2026-11-01T01:59:59.999999, America/New_York, '', 2026-11-01T05:59:59.999999Z",
        "2026-11-01T01:59:59.999999, America/New_York, -05:00, 2026-11-01T06:59:59.999999Z",
        "2026-04-05T01:45, Australia/Lord_Howe, '', 2026-04-04T14:45:00Z",
        "2026-04-05T01:45, Australia/Lord_Howe, +10:30, 2026-04-04T15:15:00Z",
        "2026-04-04T23:30, America/Santiago, '', 2026-04-05T02:30:00Z",
        "2026-04-04T23:30, America/Santiago, -04:00, 2026-04-05T03:30:00Z",
        "2026-10-25T01:00, Europe/London, '', 2026-10-25T00:00:00Z"
    })
    void localTimeThatTheClockRepeatsIsTheEarlierUnlessTheOffsetSaysOtherwise(
            String local, String zone, String offset, Instant expected) {
        LocalDateTime chosen = LocalDateTime.parse(local);
        ZoneId in = ZoneId.of(zone);
        Schedule schedule = offset.isEmpty() ? Schedule.at(chosen, in) : Schedule.at(chosen, in, ZoneOffset.of(offset));

        assertThat(schedule.instant()).isEqualTo(expected);
        assertThat(schedule.adjusted()).contains(Adjustment.OVERLAP);
    }

    @ParameterizedTest(name = "{1} {0}")
    @CsvSource({
        "2026-03-29T01:59:59.999999, Europe/Berlin, 2026-03-29T00:59:59.999999Z",
        "2026-03-29T03:00, Europe/Berlin, 2026-03-29T01:00:00Z",
        "2026-10-25T01:59:59.999999, Europe/Berlin, 2026-10-24T23:59:59.999999Z",
        "2026-10-25T03:00, Europe/Berlin, 2026-10-25T02:00:00Z",
        "2026-10-04T02:30, Australia/Lord_Howe, 2026-10-03T15:30:00Z",
        "2026-04-05T02:00, Australia/Lord_Howe, 2026-04-04T15:30:00Z",
        "2028-02-29T12:00, Asia/Kolkata, 2028-02-29T06:30:00Z",
        "2026-06-01T12:00, Asia/Kathmandu, 2026-06-01T06:15:00Z"
    })
    void timesBesideAChangeAreLeftAlone(String local, String zone, Instant expected) {
        Schedule schedule = Schedule.at(local, zone);

        assertThat(schedule.instant()).isEqualTo(expected);
        assertThat(schedule.adjusted()).isEmpty();
    }

    @Test
    void offsetThatTheZoneNeverHasThenIsRefused() {
        LocalDateTime local = LocalDateTime.parse("2026-10-25T02:30");
        ZoneId berlin = ZoneId.of("Europe/Berlin");

        assertThatThrownBy(() -> Schedule.at(local, berlin, ZoneOffset.ofHours(3)))
                .isInstanceOf(DateTimeException.class)
                .hasMessageContaining("Europe/Berlin")
                .hasMessageContaining("+03:00");
    }

    @Test
    void instantIsShownInItsZoneAndNeverMoves() {
        Instant due = Instant.parse("2026-10-25T01:30:00.123456789Z");

        Schedule schedule = Schedule.at(due, ZoneId.of("Europe/Berlin"));

        assertThat(schedule.basis()).isEqualTo(Basis.INSTANT);
        assertThat(schedule.instant()).as("kept to the microsecond").isEqualTo("2026-10-25T01:30:00.123456Z");
        assertThat(schedule.local()).isEqualTo("2026-10-25T02:30:00.123456");
        assertThat(schedule.adjusted()).isEmpty();
        assertThat(schedule.recomputed()).isSameAs(schedule);
    }

    @Test
    void localScheduleFollowsTheRulesOfItsZone() {
        LocalDateTime local = LocalDateTime.parse("2026-10-25T02:30");
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        Schedule underOldRules = new Schedule(
                Basis.LOCAL,
                local,
                berlin,
                Optional.of(ZoneOffset.ofHours(1)),
                Instant.parse("2026-10-25T00:00:00Z"),
                Optional.empty());

        assertThat(underOldRules.recomputed()).isEqualTo(Schedule.at(local, berlin, ZoneOffset.ofHours(1)));
    }

    @Test
    void unreadableTimesAndZonesAreRefused() {
        assertThatThrownBy(() -> Schedule.at("tomorrow", "UTC")).isInstanceOf(DateTimeException.class);
        assertThatThrownBy(() -> Schedule.at("2026-02-10T09:00", "Mars/Base")).isInstanceOf(DateTimeException.class);
    }
}
