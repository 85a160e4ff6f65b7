package io.carillon.core.queue;

import static java.time.DayOfWeek.FRIDAY;
import static java.time.DayOfWeek.MONDAY;
import static java.time.DayOfWeek.SATURDAY;
import static java.time.DayOfWeek.SUNDAY;
import static java.time.DayOfWeek.WEDNESDAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.api.model.Slot;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlotTimesTest {

    private static Slot slot(DayOfWeek day, String time) {
        return new Slot(day, LocalTime.parse(time));
    }

    private static List<String> times(String zone, String after, int count, Slot... slots) {
        Iterator<Instant> times = new SlotTimes(List.of(slots), ZoneId.of(zone)).after(Instant.parse(after));
        List<String> found = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            found.add(times.next().toString());
        }
        return found;
    }

    @Test
    void slotsComeBackEveryWeekInTheAccountsZone() {
        assertThat(times(
                        "Asia/Tokyo",
                        "2026-02-04T00:00:00Z",
                        5,
                        slot(FRIDAY, "18:00"),
                        slot(WEDNESDAY, "09:00"),
                        slot(WEDNESDAY, "09:00:30")))
                .containsExactly(
                        "2026-02-04T00:00:30Z",
                        "2026-02-06T09:00:00Z",
                        "2026-02-11T00:00:00Z",
                        "2026-02-11T00:00:30Z",
                        "2026-02-13T09:00:00Z");
    }

    @Test
    void slotKeepsItsLocalTimeAcrossAClockChange() {
        assertThat(times("Europe/Berlin", "2026-03-22T12:00:00Z", 2, slot(MONDAY, "09:00")))
                .containsExactly("2026-03-23T08:00:00Z", "2026-03-30T07:00:00Z");
        assertThat(times("America/New_York", "2026-10-26T14:00:00Z", 2, slot(MONDAY, "09:00")))
                .containsExactly("2026-11-02T14:00:00Z", "2026-11-09T14:00:00Z");
    }

    @Test
    void skippedSlotMovesForwardByTheGapAndCountsOnceWhereItMeetsAnother() {
        assertThat(times(
                        "Europe/Berlin",
                        "2026-03-29T00:00:00Z",
                        3,
                        slot(SUNDAY, "02:30"),
                        slot(SUNDAY, "03:30"),
                        slot(SUNDAY, "03:15")))
                .containsExactly("2026-03-29T01:15:00Z", "2026-03-29T01:30:00Z", "2026-04-05T00:30:00Z");
        // Lord Howe moves by half an hour.
        assertThat(times(
                        "Australia/Lord_Howe", "2026-10-03T12:00:00Z", 2, slot(SUNDAY, "02:15"), slot(SUNDAY, "02:45")))
                .containsExactly("2026-10-03T15:45:00Z", "2026-10-10T15:15:00Z");
    }

    @Test
    void repeatedSlotIsTheEarlierAndOnlyThat() {
        assertThat(times("Europe/Berlin", "2026-10-24T23:00:00Z", 2, slot(SUNDAY, "02:30")))
                .containsExactly("2026-10-25T00:30:00Z", "2026-11-01T01:30:00Z");
        assertThat(times("America/New_York", "2026-11-01T04:00:00Z", 2, slot(SUNDAY, "01:30")))
                .containsExactly("2026-11-01T05:30:00Z", "2026-11-08T06:30:00Z");
    }

    @Test
    void gapOverMidnightKeepsSlotsInOrder() {
        // In Santiago the clock goes from 24:00 on Saturday to 01:00 on Sunday.
        assertThat(times(
                        "America/Santiago",
                        "2026-09-06T00:00:00Z",
                        4,
                        slot(SATURDAY, "23:45"),
                        slot(SUNDAY, "00:15"),
                        slot(SUNDAY, "01:10"),
                        slot(SUNDAY, "01:15")))
                .containsExactly(
                        "2026-09-06T03:45:00Z", "2026-09-06T04:10:00Z", "2026-09-06T04:15:00Z", "2026-09-13T02:45:00Z");
    }

    @Test
    void skippedDayIsLivedOnTheNext() {
        // Samoa had no 30 December 2011, a Friday.
        assertThat(times(
                        "Pacific/Apia",
                        "2011-12-30T09:59:59Z",
                        3,
                        slot(FRIDAY, "10:00"),
                        slot(SATURDAY, "09:00"),
                        slot(SATURDAY, "10:00")))
                .containsExactly("2011-12-30T19:00:00Z", "2011-12-30T20:00:00Z", "2012-01-05T20:00:00Z");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Europe/Berlin",
                "America/New_York",
                "Australia/Lord_Howe",
                "America/Santiago",
                "Africa/Casablanca",
                "Asia/Kathmandu",
                "Pacific/Apia",
                "UTC"
            })
    void aYearOfHalfHoursIsEverLaterWithoutRepetition(String zone) {
        List<Slot> slots = Arrays.stream(DayOfWeek.values())
                .flatMap(day -> java.util.stream.IntStream.range(0, 48)
                        .mapToObj(half -> new Slot(day, LocalTime.of(half / 2, half % 2 * 30))))
                .toList();
        Iterator<Instant> times = new SlotTimes(slots, ZoneId.of(zone)).after(Instant.parse("2011-06-01T00:00:00Z"));
        Instant last = Instant.parse("2011-06-01T00:00:00Z");
        for (int i = 0; i < 366 * 48; i++) {
            Instant next = times.next();
            assertThat(next).isAfter(last);
            last = next;
        }
        // Each clock change costs or moves a slot or two, no more.
        assertThat(last).isBetween(Instant.parse("2012-05-29T00:00:00Z"), Instant.parse("2012-06-04T00:00:00Z"));
    }

    @Test
    void slotIsKnownByItsInstant() {
        SlotTimes slots = new SlotTimes(List.of(slot(SUNDAY, "02:30")), ZoneId.of("Europe/Berlin"));

        assertThat(slots.has(Instant.parse("2026-03-29T01:30:00Z"))).isTrue();
        assertThat(slots.has(Instant.parse("2026-03-29T00:30:00Z"))).isFalse();
        assertThat(slots.has(Instant.parse("2026-10-25T01:30:00Z"))).isFalse();
    }

    @Test
    void withoutSlotsThereIsNoTime() {
        SlotTimes none = new SlotTimes(List.of(), ZoneId.of("UTC"));

        assertThat(none.isEmpty()).isTrue();
        assertThat(none.has(Instant.EPOCH)).isFalse();
        assertThat(none.after(Instant.EPOCH).hasNext()).isFalse();
        assertThatThrownBy(() -> none.after(Instant.EPOCH).next()).isInstanceOf(NoSuchElementException.class);
    }
}
