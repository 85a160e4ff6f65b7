package io.carillon.core.recurrence;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.api.model.Recurrence;
import io.carillon.api.model.Schedule;
import io.carillon.api.model.Violation;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecurrenceCheckTest {

    private static final LocalDateTime START = LocalDateTime.of(2026, 3, 2, 9, 0);
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    private static Schedule schedule(Recurrence recurrence) {
        return Schedule.at(START, ZoneId.of("Europe/Berlin")).withRecurrence(Optional.of(recurrence));
    }

    private static List<Violation> problems(Recurrence recurrence) {
        Schedule schedule = schedule(recurrence);
        List<Violation> problems = RecurrenceCheck.check(schedule);
        return problems.isEmpty() ? RecurrenceCheck.checkAhead(schedule, NOW, Period.ofYears(10)) : problems;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "BYDAY=MO|required",
                "FREQ|syntax",
                "FREQ=DAILY;|syntax",
                "FREQ=DAILY;;COUNT=2|syntax",
                "FREQ=DAILY;FREQ=WEEKLY|unique",
                "FREQ=SECONDLY|max-frequency",
                "FREQ=MINUTELY;BYSECOND=0,30|max-frequency",
                "FREQ=FORTNIGHTLY|one-of",
                "FREQ=DAILY;INTERVAL=0|range",
                "FREQ=DAILY;INTERVAL=2147483648|range",
                "FREQ=DAILY;COUNT=0|range",
                "FREQ=DAILY;COUNT=10001|range",
                "FREQ=DAILY;COUNT=2;UNTIL=20270101|count-or-until",
                "FREQ=DAILY;UNTIL=tomorrow|format",
                "FREQ=DAILY;UNTIL=20260231|format",
                "FREQ=DAILY;UNTIL=20260101T000000Z|ends-before-start",
                "FREQ=DAILY;UNTIL=20260302T085959|ends-before-start",
                "FREQ=DAILY;BYHOUR=24|range",
                "FREQ=DAILY;BYMINUTE=-1|range",
                "FREQ=MONTHLY;BYMONTHDAY=0|range",
                "FREQ=MONTHLY;BYMONTHDAY=32|range",
                "FREQ=YEARLY;BYMONTH=13|range",
                "FREQ=WEEKLY;BYDAY=XX|one-of",
                "FREQ=MONTHLY;BYDAY=54MO|one-of",
                "FREQ=WEEKLY;WKST=1|one-of",
                "FREQ=WEEKLY;BYDAY=1MO|goes-with",
                "FREQ=YEARLY;BYWEEKNO=20;BYDAY=1MO|goes-with",
                "FREQ=MONTHLY;BYWEEKNO=20|goes-with",
                "FREQ=DAILY;BYYEARDAY=20|goes-with",
                "FREQ=WEEKLY;BYMONTHDAY=20|goes-with",
                "FREQ=MONTHLY;BYSETPOS=1|goes-with",
                "FREQ=DAILY;BYEASTER=0|known-part",
                "RSCALE=CHINESE;FREQ=YEARLY|known-part",
                "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30|never-fires",
                "FREQ=MINUTELY;INTERVAL=2;BYMINUTE=1|never-fires"
            })
    void whatIsWrongWithARuleIsNamedWithTheFix(String rule, String broken) {
        assertThat(problems(Recurrence.of(rule))).isNotEmpty().allSatisfy(problem -> {
            assertThat(problem.rule()).isEqualTo(broken);
            assertThat(problem.field()).isEqualTo("schedule.rrule");
            assertThat(problem.message()).endsWith(".");
        });
    }

    @Test
    void rightRulesAreLetIn() {
        Stream.of(
                        "FREQ=DAILY",
                        "rrule:freq=weekly;byday=mo",
                        "FREQ=DAILY;UNTIL=99991231T235959Z",
                        "FREQ=YEARLY;COUNT=10000",
                        "FREQ=MINUTELY",
                        "FREQ=DAILY;COUNT=1",
                        "FREQ=MONTHLY;BYDAY=+1MO,-1FR")
                .forEach(rule ->
                        assertThat(problems(Recurrence.of(rule))).as(rule).isEmpty());
    }

    @Test
    void datesAreLimited() {
        List<LocalDateTime> many = Stream.iterate(START.plusDays(1), date -> date.plusDays(1))
                .limit(RecurrenceCheck.MAX_DATES + 1L)
                .toList();

        assertThat(problems(new Recurrence(Optional.empty(), many, many)))
                .extracting(Violation::field)
                .containsExactly("schedule.rdates", "schedule.exdates");
        assertThat(problems(new Recurrence(Optional.empty(), many.subList(1, many.size()), List.of())))
                .isEmpty();
    }

    @Test
    void exceptionsAloneAreNoRecurrence() {
        assertThat(problems(new Recurrence(Optional.empty(), List.of(), List.of(START))))
                .extracting(Violation::rule)
                .containsExactly("required");
    }

    @Test
    void somethingMustComeAndNotTooFarAhead() {
        assertThat(problems(new Recurrence(
                        Optional.of("FREQ=DAILY;COUNT=2"), List.of(), List.of(START, START.plusDays(1)))))
                .extracting(Violation::rule)
                .containsExactly("never-fires");
        assertThat(problems(new Recurrence(Optional.empty(), List.of(START.plusYears(11)), List.of(START))))
                .extracting(Violation::rule)
                .containsExactly("max-ahead");
        assertThat(problems(new Recurrence(Optional.empty(), List.of(START.plusSeconds(59)), List.of())))
                .extracting(Violation::rule)
                .containsExactly("max-frequency");
    }

    @Test
    void startOutsideTheRuleIsHinted() {
        assertThat(RecurrenceCheck.hints(schedule(Recurrence.of("FREQ=WEEKLY;BYDAY=TU"))))
                .singleElement()
                .satisfies(hint -> {
                    assertThat(hint.severity()).isEqualTo(Violation.Severity.WARNING);
                    assertThat(hint.limit()).isEqualTo("2026-03-03T09:00");
                });
        assertThat(RecurrenceCheck.hints(schedule(Recurrence.of("FREQ=WEEKLY;BYDAY=MO"))))
                .isEmpty();
    }
}
