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
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** R4: the 29th of February, in years that have it and in years that don't. */
class LeapDayTest {

    private static final ZoneId ZONE = ZoneId.of("Pacific/Auckland");

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

    @ParameterizedTest
    @ValueSource(ints = {2027, 2028, 2032})
    void seriesOnThatDayComeInLeapYearsOnlyAndThoseOfTheLastDayEveryMonth(int year) {
        LocalDate first = LocalDate.of(year, 1, 15);
        LocalDate end = LocalDate.of(year, 4, 2);
        world.timer.pass(Duration.between(World.START, first.atStartOfDay(ZONE).toInstant()));
        world.start();
        PostId yearly = create(LocalDateTime.of(2024, 2, 29, 9, 0), "FREQ=YEARLY");
        PostId monthly = create(LocalDateTime.of(2024, 1, 29, 9, 0), "FREQ=MONTHLY;BYMONTHDAY=29");
        PostId last = create(LocalDateTime.of(2024, 1, 31, 9, 0), "FREQ=MONTHLY;BYMONTHDAY=-1");
        PostId daily = create(LocalDateTime.of(2024, 1, 31, 9, 0), "FREQ=DAILY");
        while (world.now().isBefore(end.atStartOfDay(ZONE).toInstant())) {
            world.advance(Duration.ofDays(1));
            house.series().extend();
        }

        List<LocalDate> days = first.datesUntil(end).toList();
        wentOut(yearly, days.stream().filter(day -> day.getMonthValue() == 2 && day.getDayOfMonth() == 29));
        wentOut(monthly, days.stream().filter(day -> day.getDayOfMonth() == 29));
        wentOut(last, days.stream().filter(day -> day.getDayOfMonth() == day.lengthOfMonth()));
        wentOut(daily, days.stream());
        System.out.println("R4: 29 February, " + first + " to " + end + ", "
                + world.network.calls().size() + " published");
    }

    private PostId create(LocalDateTime at, String rule) {
        Schedule schedule = Schedule.at(at, ZONE).withRecurrence(Optional.of(Recurrence.of(rule)));
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
