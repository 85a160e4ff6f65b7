package io.carillon.core.recurrence;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.api.model.Recurrence;
import io.carillon.api.model.Schedule;
import java.time.LocalDateTime;
import java.time.Month;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every example of RFC 5545, section 3.8.5.3, with the dates and the offsets that stand there. All are in New York. An
 * example that goes on for ever ends in dots.
 */
class Rfc5545Test {

    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss");
    private static final Pattern LINE = Pattern.compile("(\\d{4}) (\\d+:\\d\\d|\\*) (EDT|EST) (.*)");
    private static final String ALL_OF_1997 =
            "1997 9:00 EDT Sep 2-30, Oct 1-25;1997 9:00 EST Oct 26-31, Nov 1-30, Dec 1-23";
    private static final String JANUARIES = "1998 9:00 EST Jan 1-31;1999 9:00 EST Jan 1-31;2000 9:00 EST Jan 1-31";
    private static final String EVERY_SECOND_WEEK =
            "1997 9:00 EDT Sep 2,16,30, Oct 14;1997 9:00 EST Oct 28, Nov 11,25, Dec 9,23;1998 9:00 EST Jan 6,20, Feb 3";
    private static final String TUESDAYS_AND_THURSDAYS = "1997 9:00 EDT Sep 2,4,9,11,16,18,23,25,30, Oct 2";
    private static final String TWENTY_MINUTES = "9:00,9:20,9:40,10:00,10:20,10:40,11:00,11:20,11:40,12:00,12:20,12:40,"
            + "13:00,13:20,13:40,14:00,14:20,14:40,15:00,15:20,15:40,16:00,16:20,16:40";

    private record Example(String start, String rule, String exdate, String dates) {

        @Override
        public String toString() {
            return rule;
        }
    }

    private static Example example(String start, String rule, String dates) {
        return new Example(start, rule, "", dates);
    }

    static Stream<Example> examples() {
        return Stream.of(
                example("19970902T090000", "FREQ=DAILY;COUNT=10", "1997 9:00 EDT Sep 2-11"),
                example("19970902T090000", "FREQ=DAILY;UNTIL=19971224T000000Z", ALL_OF_1997),
                example(
                        "19970902T090000",
                        "FREQ=DAILY;INTERVAL=2",
                        "1997 9:00 EDT Sep 2,4,6,8,10,12,14,16,18,20,22,24,26,28,30, Oct 2,4,6,8,10,12,14,16,18,20,22,24;"
                                + "1997 9:00 EST Oct 26,28,30, Nov 1,3,5,7,9,11,13,15,17,19,21,23,25,27,29, Dec 1,3..."),
                example("19970902T090000", "FREQ=DAILY;INTERVAL=10;COUNT=5", "1997 9:00 EDT Sep 2,12,22, Oct 2,12"),
                example(
                        "19980101T090000",
                        "FREQ=YEARLY;UNTIL=20000131T140000Z;BYMONTH=1;BYDAY=SU,MO,TU,WE,TH,FR,SA",
                        JANUARIES),
                example("19980101T090000", "FREQ=DAILY;UNTIL=20000131T140000Z;BYMONTH=1", JANUARIES),
                example(
                        "19970902T090000",
                        "FREQ=WEEKLY;COUNT=10",
                        "1997 9:00 EDT Sep 2,9,16,23,30, Oct 7,14,21;1997 9:00 EST Oct 28, Nov 4"),
                example(
                        "19970902T090000",
                        "FREQ=WEEKLY;UNTIL=19971224T000000Z",
                        "1997 9:00 EDT Sep 2,9,16,23,30, Oct 7,14,21;"
                                + "1997 9:00 EST Oct 28, Nov 4,11,18,25, Dec 2,9,16,23"),
                example("19970902T090000", "FREQ=WEEKLY;INTERVAL=2;WKST=SU", EVERY_SECOND_WEEK + "..."),
                example(
                        "19970902T090000",
                        "FREQ=WEEKLY;UNTIL=19971007T000000Z;WKST=SU;BYDAY=TU,TH",
                        TUESDAYS_AND_THURSDAYS),
                example("19970902T090000", "FREQ=WEEKLY;COUNT=10;WKST=SU;BYDAY=TU,TH", TUESDAYS_AND_THURSDAYS),
                example(
                        "19970901T090000",
                        "FREQ=WEEKLY;INTERVAL=2;UNTIL=19971224T000000Z;WKST=SU;BYDAY=MO,WE,FR",
                        "1997 9:00 EDT Sep 1,3,5,15,17,19,29, Oct 1,3,13,15,17;"
                                + "1997 9:00 EST Oct 27,29,31, Nov 10,12,14,24,26,28, Dec 8,10,12,22"),
                example(
                        "19970902T090000",
                        "FREQ=WEEKLY;INTERVAL=2;COUNT=8;WKST=SU;BYDAY=TU,TH",
                        "1997 9:00 EDT Sep 2,4,16,18,30, Oct 2,14,16"),
                example(
                        "19970905T090000",
                        "FREQ=MONTHLY;COUNT=10;BYDAY=1FR",
                        "1997 9:00 EDT Sep 5, Oct 3;1997 9:00 EST Nov 7, Dec 5;1998 9:00 EST Jan 2, Feb 6, Mar 6, Apr 3;"
                                + "1998 9:00 EDT May 1, Jun 5"),
                example(
                        "19970905T090000",
                        "FREQ=MONTHLY;UNTIL=19971224T000000Z;BYDAY=1FR",
                        "1997 9:00 EDT Sep 5, Oct 3;1997 9:00 EST Nov 7, Dec 5"),
                example(
                        "19970907T090000",
                        "FREQ=MONTHLY;INTERVAL=2;COUNT=10;BYDAY=1SU,-1SU",
                        "1997 9:00 EDT Sep 7,28;1997 9:00 EST Nov 2,30;1998 9:00 EST Jan 4,25, Mar 1,29;"
                                + "1998 9:00 EDT May 3,31"),
                example(
                        "19970922T090000",
                        "FREQ=MONTHLY;COUNT=6;BYDAY=-2MO",
                        "1997 9:00 EDT Sep 22, Oct 20;1997 9:00 EST Nov 17, Dec 22;1998 9:00 EST Jan 19, Feb 16"),
                example(
                        "19970928T090000",
                        "FREQ=MONTHLY;BYMONTHDAY=-3",
                        "1997 9:00 EDT Sep 28;1997 9:00 EST Oct 29, Nov 28, Dec 29;1998 9:00 EST Jan 29, Feb 26..."),
                example(
                        "19970902T090000",
                        "FREQ=MONTHLY;COUNT=10;BYMONTHDAY=2,15",
                        "1997 9:00 EDT Sep 2,15, Oct 2,15;1997 9:00 EST Nov 2,15, Dec 2,15;1998 9:00 EST Jan 2,15"),
                example(
                        "19970930T090000",
                        "FREQ=MONTHLY;COUNT=10;BYMONTHDAY=1,-1",
                        "1997 9:00 EDT Sep 30, Oct 1;1997 9:00 EST Oct 31, Nov 1,30, Dec 1,31;"
                                + "1998 9:00 EST Jan 1,31, Feb 1"),
                example(
                        "19970910T090000",
                        "FREQ=MONTHLY;INTERVAL=18;COUNT=10;BYMONTHDAY=10,11,12,13,14,15",
                        "1997 9:00 EDT Sep 10,11,12,13,14,15;1999 9:00 EST Mar 10,11,12,13"),
                example(
                        "19970902T090000",
                        "FREQ=MONTHLY;INTERVAL=2;BYDAY=TU",
                        "1997 9:00 EDT Sep 2,9,16,23,30;1997 9:00 EST Nov 4,11,18,25;"
                                + "1998 9:00 EST Jan 6,13,20,27, Mar 3,10,17,24,31..."),
                example(
                        "19970610T090000",
                        "FREQ=YEARLY;COUNT=10;BYMONTH=6,7",
                        "1997 9:00 EDT Jun 10, Jul 10;1998 9:00 EDT Jun 10, Jul 10;1999 9:00 EDT Jun 10, Jul 10;"
                                + "2000 9:00 EDT Jun 10, Jul 10;2001 9:00 EDT Jun 10, Jul 10"),
                example(
                        "19970310T090000",
                        "FREQ=YEARLY;INTERVAL=2;COUNT=10;BYMONTH=1,2,3",
                        "1997 9:00 EST Mar 10;1999 9:00 EST Jan 10, Feb 10, Mar 10;2001 9:00 EST Jan 10, Feb 10, Mar 10;"
                                + "2003 9:00 EST Jan 10, Feb 10, Mar 10"),
                example(
                        "19970101T090000",
                        "FREQ=YEARLY;INTERVAL=3;COUNT=10;BYYEARDAY=1,100,200",
                        "1997 9:00 EST Jan 1;1997 9:00 EDT Apr 10, Jul 19;2000 9:00 EST Jan 1;2000 9:00 EDT Apr 9, Jul 18;"
                                + "2003 9:00 EST Jan 1;2003 9:00 EDT Apr 10, Jul 19;2006 9:00 EST Jan 1"),
                example(
                        "19970519T090000",
                        "FREQ=YEARLY;BYDAY=20MO",
                        "1997 9:00 EDT May 19;1998 9:00 EDT May 18;1999 9:00 EDT May 17..."),
                example(
                        "19970512T090000",
                        "FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO",
                        "1997 9:00 EDT May 12;1998 9:00 EDT May 11;1999 9:00 EDT May 17..."),
                example(
                        "19970313T090000",
                        "FREQ=YEARLY;BYMONTH=3;BYDAY=TH",
                        "1997 9:00 EST Mar 13,20,27;1998 9:00 EST Mar 5,12,19,26;1999 9:00 EST Mar 4,11,18,25..."),
                example(
                        "19970605T090000",
                        "FREQ=YEARLY;BYDAY=TH;BYMONTH=6,7,8",
                        "1997 9:00 EDT Jun 5,12,19,26, Jul 3,10,17,24,31, Aug 7,14,21,28;"
                                + "1998 9:00 EDT Jun 4,11,18,25, Jul 2,9,16,23,30, Aug 6,13,20,27;"
                                + "1999 9:00 EDT Jun 3,10,17,24, Jul 1,8,15,22,29, Aug 5,12,19,26..."),
                new Example(
                        "19970902T090000",
                        "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13",
                        "19970902T090000",
                        "1998 9:00 EST Feb 13, Mar 13, Nov 13;1999 9:00 EDT Aug 13;2000 9:00 EDT Oct 13..."),
                example(
                        "19970913T090000",
                        "FREQ=MONTHLY;BYDAY=SA;BYMONTHDAY=7,8,9,10,11,12,13",
                        "1997 9:00 EDT Sep 13, Oct 11;1997 9:00 EST Nov 8, Dec 13;"
                                + "1998 9:00 EST Jan 10, Feb 7, Mar 7;1998 9:00 EDT Apr 11, May 9, Jun 13..."),
                example(
                        "19961105T090000",
                        "FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8",
                        "1996 9:00 EST Nov 5;2000 9:00 EST Nov 7;2004 9:00 EST Nov 2..."),
                example(
                        "19970904T090000",
                        "FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3",
                        "1997 9:00 EDT Sep 4, Oct 7;1997 9:00 EST Nov 6"),
                example(
                        "19970929T090000",
                        "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2",
                        "1997 9:00 EDT Sep 29;1997 9:00 EST Oct 30, Nov 27, Dec 30;"
                                + "1998 9:00 EST Jan 29, Feb 26, Mar 30..."),
                // The text of the RFC ends at 17:00 in New York; its UNTIL, 17:00 UTC, would end it at 13:00.
                example("19970902T090000", "FREQ=HOURLY;INTERVAL=3;UNTIL=19970902T210000Z", times("9:00,12:00,15:00")),
                example(
                        "19970902T090000",
                        "FREQ=MINUTELY;INTERVAL=15;COUNT=6",
                        times("9:00,9:15,9:30,9:45,10:00,10:15")),
                example("19970902T090000", "FREQ=MINUTELY;INTERVAL=90;COUNT=4", times("9:00,10:30,12:00,13:30")),
                example(
                        "19970902T090000",
                        "FREQ=DAILY;BYHOUR=9,10,11,12,13,14,15,16;BYMINUTE=0,20,40",
                        times(TWENTY_MINUTES) + ";" + times(TWENTY_MINUTES).replace("Sep 2", "Sep 3") + "..."),
                example(
                        "19970902T090000",
                        "FREQ=MINUTELY;INTERVAL=20;BYHOUR=9,10,11,12,13,14,15,16",
                        times(TWENTY_MINUTES) + ";" + times(TWENTY_MINUTES).replace("Sep 2", "Sep 3") + "..."),
                example(
                        "19970805T090000",
                        "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO",
                        "1997 9:00 EDT Aug 5,10,19,24"),
                example(
                        "19970805T090000",
                        "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU",
                        "1997 9:00 EDT Aug 5,17,19,31"),
                example(
                        "20070115T090000",
                        "FREQ=MONTHLY;BYMONTHDAY=15,30;COUNT=5",
                        "2007 9:00 EST Jan 15,30, Feb 15;2007 9:00 EDT Mar 15,30"));
    }

    private static String times(String times) {
        return Stream.of(times.split(","))
                .map(time -> "1997 " + time + " EDT Sep 2")
                .reduce((one, other) -> one + ";" + other)
                .orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void exampleHasTheDatesOfTheRfc(Example example) {
        boolean endless = example.dates().endsWith("...");
        List<LocalDateTime> expected = Arrays.stream(
                        example.dates().replace("...", "").split(";"))
                .flatMap(line -> dates(line).stream())
                .toList();
        LocalDateTime start = LocalDateTime.parse(example.start(), STAMP);
        Schedule schedule = Schedule.at(start, NEW_YORK).withRecurrence(Optional.of(recurrence(example)));

        assertThat(RecurrenceCheck.check(schedule)).isEmpty();
        Occurrences occurrences = Occurrences.of(schedule);
        List<LocalDateTime> found =
                occurrences.from(start).limit(expected.size() + 1L).toList();

        assertThat(found.subList(0, Math.min(found.size(), expected.size()))).isEqualTo(expected);
        assertThat(found).hasSize(endless ? expected.size() + 1 : expected.size());
        // Asked for by each of its times, in the middle, it goes on in the same way.
        assertThat(expected.stream()
                        .map(date -> occurrences.from(date).findFirst().orElseThrow()))
                .isEqualTo(expected);
    }

    private static Recurrence recurrence(Example example) {
        List<LocalDateTime> exdates =
                example.exdate().isEmpty() ? List.of() : List.of(LocalDateTime.parse(example.exdate(), STAMP));
        return new Recurrence(Optional.of(example.rule()), List.of(), exdates);
    }

    /** Reads {@code 1997 9:00 EDT Sep 2-30, Oct 1,5} and sees to it that New York has that offset then. */
    private static List<LocalDateTime> dates(String line) {
        Matcher matcher = LINE.matcher(line);
        assertThat(matcher.matches()).as(line).isTrue();
        ZoneOffset offset = ZoneOffset.ofHours(matcher.group(3).equals("EDT") ? -4 : -5);
        String[] time = matcher.group(2).split(":");
        List<LocalDateTime> dates = new ArrayList<>();
        for (String ofMonth : matcher.group(4).split(", ")) {
            Month month = Stream.of(Month.values())
                    .filter(one -> one.name().startsWith(ofMonth.substring(0, 3).toUpperCase(Locale.ROOT)))
                    .findFirst()
                    .orElseThrow();
            for (String day : ofMonth.substring(4).split(",")) {
                String[] range = day.split("-");
                IntStream.rangeClosed(Integer.parseInt(range[0]), Integer.parseInt(range[range.length - 1]))
                        .mapToObj(one -> LocalDateTime.of(
                                Integer.parseInt(matcher.group(1)),
                                month,
                                one,
                                Integer.parseInt(time[0]),
                                Integer.parseInt(time[1])))
                        .forEach(dates::add);
            }
        }
        assertThat(dates)
                .allSatisfy(date ->
                        assertThat(Schedule.at(date, NEW_YORK).instant()).isEqualTo(date.toInstant(offset)));
        return dates;
    }
}
