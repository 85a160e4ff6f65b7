package io.carillon.core.recurrence;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.api.model.Recurrence;
import io.carillon.api.model.Schedule;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OccurrencesTest {

    private static final LocalDateTime START = LocalDateTime.of(2026, 3, 2, 9, 0);

    private static Schedule schedule(LocalDateTime start, String zone, String rule) {
        return Schedule.at(start, ZoneId.of(zone)).withRecurrence(Optional.of(Recurrence.of(rule)));
    }

    private static Occurrences of(String rule) {
        return Occurrences.of(schedule(START, "Europe/Berlin", rule));
    }

    private static List<LocalDateTime> first(Occurrences occurrences, LocalDateTime from, int count) {
        return occurrences.from(from).limit(count).toList();
    }

    /** Zones north and south, with a change of half an hour, and with changes at midnight. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Europe/Berlin",
                "America/New_York",
                "Australia/Sydney",
                "Australia/Lord_Howe",
                "America/Havana",
                "Asia/Beirut"
            })
    void wallTimeIsKeptAcrossBothClockChanges(String zone) {
        ZoneId id = ZoneId.of(zone);
        ZoneOffsetTransition one = id.getRules().nextTransition(Instant.parse("2027-01-10T00:00:00Z"));
        ZoneOffsetTransition other = id.getRules().nextTransition(one.getInstant());
        assertThat(one.isGap()).isNotEqualTo(other.isGap());

        for (ZoneOffsetTransition change : List.of(one, other)) {
            LocalDateTime changed = change.isGap() ? change.getDateTimeBefore() : change.getDateTimeAfter();
            for (LocalTime time : List.of(LocalTime.NOON, changed.toLocalTime().plusMinutes(10))) {
                LocalDate day = changed.toLocalDate();
                Occurrences daily = Occurrences.of(schedule(day.minusDays(2).atTime(time), zone, "FREQ=DAILY;COUNT=5"));

                List<LocalDateTime> starts = first(daily, day.minusDays(9).atStartOfDay(), 9);

                assertThat(starts)
                        .containsExactly(
                                day.minusDays(2).atTime(time),
                                day.minusDays(1).atTime(time),
                                day.atTime(time),
                                day.plusDays(1).atTime(time),
                                day.plusDays(2).atTime(time));
                for (LocalDateTime start : starts) {
                    boolean skipped = change.isGap() && start.equals(changed.plusMinutes(10));
                    LocalDateTime shown = LocalDateTime.ofInstant(daily.instant(start), id);
                    assertThat(shown).isEqualTo(skipped ? start.plus(change.getDuration()) : start);
                    boolean repeated = !change.isGap() && start.equals(changed.plusMinutes(10));
                    assertThat(daily.instant(start).isBefore(change.getInstant()))
                            .isEqualTo(repeated || start.isBefore(change.getDateTimeBefore()) && !skipped);
                }
                assertThat(starts.stream().map(daily::instant)).isSorted().doesNotHaveDuplicates();
            }
        }
    }

    @Test
    void leapDayComesInLeapYears() {
        Occurrences yearly =
                Occurrences.of(schedule(LocalDateTime.of(2096, 2, 29, 9, 0), "Europe/Berlin", "FREQ=YEARLY"));

        assertThat(first(yearly, LocalDateTime.of(2026, 1, 1, 0, 0), 3))
                .extracting(LocalDateTime::getYear)
                .containsExactly(2096, 2104, 2108);
    }

    @Test
    void lastDayOfEveryMonth() {
        Occurrences monthly = of("FREQ=MONTHLY;BYMONTHDAY=-1");

        assertThat(first(monthly, LocalDateTime.of(2028, 1, 1, 0, 0), 3))
                .extracting(LocalDateTime::getDayOfMonth)
                .containsExactly(31, 29, 31);
    }

    @Test
    void thirtyFirstSkipsShortMonths() {
        Occurrences monthly =
                Occurrences.of(schedule(LocalDateTime.of(2026, 1, 31, 9, 0), "Europe/Berlin", "FREQ=MONTHLY"));

        assertThat(first(monthly, START, 3))
                .extracting(LocalDateTime::getMonthValue)
                .containsExactly(3, 5, 7);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FREQ=DAILY",
                "FREQ=DAILY;INTERVAL=3",
                "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH,SU;WKST=SU",
                "FREQ=MONTHLY;INTERVAL=5;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1,-1",
                "FREQ=MONTHLY;BYMONTHDAY=31",
                "FREQ=YEARLY;INTERVAL=3;BYMONTH=2,11;BYDAY=-1SU",
                "FREQ=YEARLY;BYWEEKNO=1,53;BYDAY=MO,SU",
                "FREQ=YEARLY;BYYEARDAY=1,-1,100",
                "FREQ=HOURLY;INTERVAL=7;BYDAY=SA,SU",
                "FREQ=MINUTELY;INTERVAL=45;BYHOUR=9,10;BYMONTH=2",
                "FREQ=MINUTELY;BYYEARDAY=1,60,-1;BYHOUR=9;BYMINUTE=0,30",
                "FREQ=HOURLY;BYYEARDAY=100;BYMONTH=4;BYHOUR=9",
                "FREQ=DAILY;COUNT=700",
                "FREQ=WEEKLY;UNTIL=20280101"
            })
    void setIsTheSameWhereverOneLooksFrom(String rule) {
        Occurrences occurrences = of(rule);
        List<LocalDateTime> whole = first(occurrences, START.minusYears(1), 400);
        assertThat(whole).isSorted().doesNotHaveDuplicates().hasSizeGreaterThan(50);

        for (int i = 0; i < whole.size(); i += 17) {
            LocalDateTime from = whole.get(i).minusNanos(1);
            List<LocalDateTime> expected = whole.subList(i, Math.min(whole.size(), i + 10));
            int count = whole.size() == 400 ? expected.size() : 10;
            assertThat(first(occurrences, from, count)).isEqualTo(expected);
        }
    }

    @Test
    void farWindowsAreReachedAndSparseRulesAreFound() {
        assertThat(first(of("FREQ=DAILY"), LocalDateTime.of(2080, 1, 1, 0, 0), 1))
                .containsExactly(LocalDateTime.of(2080, 1, 1, 9, 0));
        assertThat(first(of("FREQ=MINUTELY"), LocalDateTime.of(2080, 1, 1, 0, 0), 1))
                .containsExactly(LocalDateTime.of(2080, 1, 1, 0, 0));
        assertThat(first(of("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=29"), START.plusDays(1), 1))
                .containsExactly(LocalDateTime.of(2028, 2, 29, 9, 0));
        assertThat(first(of("FREQ=MINUTELY;BYMONTH=2;BYMONTHDAY=29"), START.plusDays(1), 1))
                .containsExactly(LocalDateTime.of(2028, 2, 29, 0, 0));
        assertThat(first(of("FREQ=MINUTELY;BYYEARDAY=1;BYHOUR=9;BYMINUTE=0;COUNT=5"), START.plusDays(1), 9))
                .extracting(LocalDateTime::getYear)
                .containsExactly(2027, 2028, 2029, 2030);
        assertThat(first(of("FREQ=MONTHLY;COUNT=10000"), LocalDateTime.of(2080, 1, 1, 0, 0), 1))
                .containsExactly(LocalDateTime.of(2080, 1, 2, 9, 0));
    }

    @Test
    void ruleThatNeverFiresComesToAnEnd() {
        for (String rule : List.of(
                "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
                "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
                "FREQ=MONTHLY;BYMONTHDAY=1;BYDAY=2SU",
                "FREQ=HOURLY;BYMONTH=2;BYMONTHDAY=30",
                "FREQ=MINUTELY;BYYEARDAY=1;BYMONTH=2",
                "FREQ=MINUTELY;INTERVAL=2;BYMINUTE=1")) {
            assertThat(first(of(rule), START.minusDays(1), 3)).as(rule).containsExactly(START);
        }
    }

    @Test
    void startCountsAndFurtherDatesAndExceptionsAreHeldAgainstAll() {
        Recurrence recurrence = new Recurrence(
                Optional.of("FREQ=WEEKLY;BYDAY=TU;COUNT=3"),
                List.of(START.minusDays(1), START.plusDays(1), START.plusDays(40)),
                List.of(START.plusDays(8), START.plusDays(40)));
        Schedule schedule = Schedule.at(START, ZoneId.of("Europe/Berlin")).withRecurrence(Optional.of(recurrence));
        Occurrences occurrences = Occurrences.of(schedule);

        assertThat(first(occurrences, START.minusYears(1), 9))
                .containsExactly(START.minusDays(1), START, START.plusDays(1));
        assertThat(occurrences.isExcepted(START.plusDays(8))).isTrue();
        assertThat(occurrences.isExcepted(START.plusDays(9))).isFalse();
        assertThat(occurrences.contains(START.plusDays(8))).isFalse();
        assertThat(occurrences.contains(START.plusDays(1))).isTrue();
    }

    @Test
    void untilIsUtcOrLocalOrAWholeDay() {
        assertThat(first(of("FREQ=DAILY;UNTIL=20260304T080000Z"), START, 9)).hasSize(3);
        assertThat(first(of("FREQ=DAILY;UNTIL=20260304T075959Z"), START, 9)).hasSize(2);
        assertThat(first(of("FREQ=DAILY;UNTIL=20260304T090000"), START, 9)).hasSize(3);
        assertThat(first(of("FREQ=DAILY;UNTIL=20260304T085959"), START, 9)).hasSize(2);
        assertThat(first(of("FREQ=DAILY;UNTIL=20260304"), START, 9)).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FREQ=DAILY;COUNT=9",
                "FREQ=DAILY",
                "FREQ=WEEKLY;BYDAY=TU,FR;COUNT=12",
                "FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=1,31;UNTIL=20280101T000000Z"
            })
    void splitSeriesComeTogetherWhenTheOneDid(String rule) {
        Recurrence recurrence = new Recurrence(
                Optional.of(rule),
                List.of(START.minusDays(3), START.plusHours(5), START.plusDays(90)),
                List.of(START.plusDays(4), START.plusDays(5)));
        Schedule schedule = Schedule.at(START, ZoneId.of("Europe/Berlin")).withRecurrence(Optional.of(recurrence));
        List<LocalDateTime> whole = first(Occurrences.of(schedule), START.minusYears(1), 40);

        for (int i = 1; i < whole.size(); i++) {
            Split split = Split.at(schedule, whole.get(i));
            assertThat(RecurrenceCheck.check(split.before())).isEmpty();
            assertThat(first(Occurrences.of(split.before()), START.minusYears(1), 50))
                    .isEqualTo(whole.subList(0, i));
            assertThat(first(Occurrences.of(split.from()), START.minusYears(1), whole.size() - i))
                    .isEqualTo(whole.subList(i, whole.size()));
            if (whole.size() < 40) {
                assertThat(Occurrences.of(split.from()).from(START)).hasSize(whole.size() - i);
            }
        }
    }
}
