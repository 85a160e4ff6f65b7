package io.carillon.scheduler.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.api.model.Attempt;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.publisher.Throttled;
import io.carillon.api.publisher.Unavailable;
import io.carillon.api.service.Dispatch.NetworkLoad;
import io.carillon.scheduler.world.Sightings;
import io.carillon.scheduler.world.World;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What the engine tells whoever looks. */
class ObservingTest {

    private static final Instant DUE = World.START.plusSeconds(3600);

    @Test
    void latenessIsTheTimeFromTheInstantToTheEntryOfThatVeryAttempt() {
        World world = new World().start();
        world.post("p1", DUE);
        world.network.publishes(
                (context, prepared) -> new Throttled(DUE.plusSeconds(600), "slow down"),
                (context, prepared) -> world.network.published("r1"));

        world.advanceTo(DUE.plusSeconds(600));

        assertThat(world.seen().latenesses).containsExactly(Duration.ZERO, Duration.ZERO);
        assertThat(world.seen().settled).containsExactly(DeliveryState.RETRYING, DeliveryState.PUBLISHED);
    }

    @Test
    void whatWasDueWhileNobodyWasThereIsAsLateAsItIs() {
        World world = new World();
        world.post("p1", World.START.plusSeconds(1));
        world.advance(Duration.ofSeconds(31));

        world.start().settle();

        assertThat(world.seen().latenesses).containsExactly(Duration.ofSeconds(30));
    }

    @Test
    void callThatNeverComesBackIsToldAtItsDeadline() {
        World world = new World().start();
        world.post("p1", DUE);
        world.network.publishes((context, prepared) -> {
            world.advance(Duration.ofSeconds(31));
            assertThat(world.seen().latenesses).containsExactly(Duration.ZERO);
            return world.network.published("late");
        });

        world.advanceTo(DUE.plusSeconds(40));

        assertThat(world.seen().latenesses).hasSize(1);
    }

    @Test
    void everyVisitToPrepareIsToldWithWhatItCameTo() {
        World world = new World(Duration.ofMinutes(10)).start();
        world.network.prepares((context, previous) -> new Unavailable("down"));
        world.post("p1", DUE);

        world.advanceTo(DUE);

        assertThat(world.seen().visits)
                .extracting(Sightings.Visit::result)
                .containsExactly(Attempt.Result.UNAVAILABLE, Attempt.Result.PREPARED);
    }

    @Test
    void loadShowsTheWindowAndWhenItLooksAgain() {
        World world = new World().start();
        world.post("p1", DUE);
        world.post("p2", DUE);

        world.advanceTo(DUE.minusMillis(500));
        assertThat(world.engine().load().networks())
                .containsExactly(new NetworkLoad(world.network.profile().platform(), 2, 0, 0, 0));
        assertThat(world.engine().load().nextLook())
                .hasValueSatisfying(at -> assertThat(at).isAfter(world.now()));
        assertThat(world.seen().claims).contains(2);

        world.advanceTo(DUE.plusSeconds(1));
        assertThat(world.engine().load().networks())
                .containsExactly(new NetworkLoad(world.network.profile().platform(), 0, 0, 0, 0));
        assertThat(world.engine().load().resultsToStore()).isZero();
        assertThat(world.seen().batches).isNotEmpty();
    }
}
