package io.carillon.scheduler.clocks;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.Post;
import io.carillon.api.model.PostId;
import io.carillon.api.model.Recurrence;
import io.carillon.api.model.Schedule;
import io.carillon.api.model.Workspace;
import io.carillon.api.store.DeliveryQuery;
import io.carillon.api.store.PageRequest;
import io.carillon.core.internal.post.House;
import io.carillon.scheduler.clocks.Season.Trouble;
import io.carillon.scheduler.world.World;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** R4: the 29th of February, in years that have it and in years that don't. */
class LeapDayTest {

    private static final ZoneId ZONE = ZoneId.of("Pacific/Auckland");
    private static final YearMonth FIRST = YearMonth.of(2026, 3);
    private static final YearMonth LAST = YearMonth.of(2033, 2);

    private final World world = new World();
    private final House house =
            new House(world.store.sound(), world.publishers, List.of(World.ACCOUNT), world.timer, () -> world.engine()
                    .nudge());

    @ParameterizedTest
    @ValueSource(strings = {"2027-03-01T00:00:00Z", "2028-02-29T00:00:00Z", "2028-03-01T00:00:00Z"})
    void daysAroundItAreNeitherSkippedNorRepeated(String middle) {
        for (boolean steps : new boolean[] {false, true}) {
            Season season =
                    new Season(2, ZONE.getRules(), Instant.parse(middle), new Trouble(steps, Optional.empty())).run();
            System.out.println("R4: " + middle + ", seed 2, " + season.counts());
            assertThat(season.violations()).isEmpty();
        }
    }

    @Test
    void seriesOnThatDayComeInLeapYearsOnlyAndThoseOfTheLastDayEveryMonth() {
        world.start();
        LocalDateTime leap = LocalDateTime.of(2028, 2, 29, 9, 0);
        PostId once = create(leap, Optional.empty());
        PostId yearly = create(leap, Optional.of("FREQ=YEARLY"));
        PostId monthly = create(FIRST.atDay(29).atTime(9, 0), Optional.of("FREQ=MONTHLY;BYMONTHDAY=29"));
        PostId last = create(FIRST.atDay(31).atTime(9, 0), Optional.of("FREQ=MONTHLY;BYMONTHDAY=-1"));
        Instant end = LAST.plusMonths(1).atDay(2).atStartOfDay(ZONE).toInstant();
        while (world.now().isBefore(end)) {
            world.advance(Duration.ofDays(1));
            house.series().extend();
        }

        List<LocalDate> leapDays = IntStream.rangeClosed(2028, 2033)
                .filter(Year::isLeap)
                .mapToObj(year -> LocalDate.of(year, 2, 29))
                .toList();
        wentOut(once, leapDays.stream().limit(1));
        wentOut(yearly, leapDays.stream());
        wentOut(monthly, months().filter(month -> month.lengthOfMonth() >= 29).map(month -> month.atDay(29)));
        wentOut(last, months().map(YearMonth::atEndOfMonth));
        System.out.println("R4: 29 February, " + FIRST + " to " + LAST + ", "
                + world.network.calls().size() + " published");
    }

    private static Stream<YearMonth> months() {
        return Stream.iterate(FIRST, month -> !month.isAfter(LAST), month -> month.plusMonths(1));
    }

    private PostId create(LocalDateTime at, Optional<String> rule) {
        Schedule schedule = Schedule.at(at, ZONE).withRecurrence(rule.map(Recurrence::of));
        return house.posts()
                .create(
                        Workspace.DEFAULT_ID,
                        Post.to(World.ACCOUNT)
                                .caption("Ring")
                                .schedule(schedule)
                                .build())
                .post()
                .id();
    }

    /** At nine on those days by the wall clock, once each, at that very instant. */
    private void wentOut(PostId post, Stream<LocalDate> days) {
        WallClock clock = new WallClock(ZONE.getRules());
        List<Instant> dues =
                days.map(day -> clock.of(day.atTime(9, 0), Optional.empty())).toList();
        List<Delivery> sent = world.store
                .sound()
                .listDeliveries(
                        new DeliveryQuery(
                                Workspace.DEFAULT_ID,
                                Set.of(DeliveryState.PUBLISHED),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of(post)),
                        PageRequest.first(PageRequest.MAX_LIMIT))
                .items();
        assertThat(sent).extracting(Delivery::due).containsExactlyInAnyOrderElementsOf(dues);
        for (Delivery one : sent) {
            assertThat(world.network.calls().stream()
                            .filter(call -> call.delivery().equals(one.id()))
                            .map(call -> call.at()))
                    .containsExactly(one.due());
        }
    }
}
