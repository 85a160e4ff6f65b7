package io.carillon.scheduler.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.api.model.DeliveryId;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.MissedPolicy;
import io.carillon.api.publisher.Indeterminate;
import io.carillon.api.publisher.ReconcileOutcome;
import io.carillon.api.publisher.Rejected;
import io.carillon.api.publisher.Throttled;
import io.carillon.api.publisher.Unavailable;
import io.carillon.scheduler.world.World;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class MissedTest {

    private static final Instant DUE = World.START.plusSeconds(600);

    private final World world = new World();

    private DeliveryId dueWhileAway(Duration away) {
        DeliveryId id = world.post("p1", DUE);
        world.advanceTo(DUE.plus(away));
        world.start();
        return id;
    }

    @Test
    void postIsPublishedLateWithinTheLimit() {
        DeliveryId id = dueWhileAway(Duration.ofMinutes(60));

        assertThat(world.state(id)).isEqualTo(DeliveryState.PUBLISHED);
        assertThat(world.delivery(id).lateness()).contains(Duration.ofMinutes(60));
    }

    @Test
    void postIsHeldBeyondTheLimit() {
        DeliveryId id = dueWhileAway(Duration.ofMinutes(61));

        assertThat(world.state(id)).isEqualTo(DeliveryState.MISSED);
        assertThat(world.delivery(id).wakeAt()).isEmpty();
        assertThat(world.delivery(id).problem().orElseThrow().detail()).contains("1 h 1 min");
        assertThat(world.network.calls()).isEmpty();
    }

    @Test
    void postIsHeldAtOnceWhereTheWorkspaceWantsThat() {
        world.missed = new MissedPolicy(MissedPolicy.Rule.HOLD, Duration.ZERO);

        assertThat(world.state(dueWhileAway(Duration.ofSeconds(61)))).isEqualTo(DeliveryState.MISSED);
    }

    @Test
    void postIsSkippedWhereTheWorkspaceWantsThat() {
        world.missed = new MissedPolicy(MissedPolicy.Rule.SKIP, Duration.ZERO);

        assertThat(world.state(dueWhileAway(Duration.ofSeconds(61)))).isEqualTo(DeliveryState.CANCELLED);
    }

    @Test
    void restartOfAMomentIsNoMiss() {
        world.missed = new MissedPolicy(MissedPolicy.Rule.HOLD, Duration.ZERO);

        assertThat(world.state(dueWhileAway(Duration.ofSeconds(59)))).isEqualTo(DeliveryState.PUBLISHED);
    }

    @Test
    void postThatWasTriedBeforeIsNotMissed() {
        world.start();
        world.network.publishes((context, prepared) -> new Unavailable("down"));
        DeliveryId id = world.post("p1", DUE);
        world.advanceTo(DUE.plusMillis(1));
        world.kill();
        world.timer.pass(Duration.ofHours(5));

        world.start();

        assertThat(world.state(id)).isEqualTo(DeliveryState.PUBLISHED);
    }

    @Test
    void missedPostIsNotEvenPrepared() {
        World preparing = new World(Duration.ofMinutes(5));
        DeliveryId id = preparing.post("p1", DUE);
        preparing.advanceTo(DUE.plus(Duration.ofHours(2)));

        preparing.start();

        assertThat(preparing.network.visits()).isEmpty();
        assertThat(preparing.state(id)).isEqualTo(DeliveryState.MISSED);
    }

    @Test
    void postThatWasTriedOnceIsNotPublishedUnaskedTenDaysLater() {
        world.start();
        world.network.publishes((context, prepared) -> new Unavailable("down"));
        DeliveryId id = world.post("p1", DUE);
        world.advanceTo(DUE.plusMillis(1));
        world.kill();
        world.timer.pass(Duration.ofDays(10));

        world.start();

        assertThat(world.state(id)).isEqualTo(DeliveryState.MISSED);
        assertThat(world.network.calls()).hasSize(1);
    }

    @Test
    void postWhoseDoubtIsSettledTenDaysLaterIsNotPublishedUnasked() {
        world.start();
        world.network.publishes((context, prepared) -> new Indeterminate("The answer was lost"));
        world.network.reconciles(
                (context, attempt) -> new ReconcileOutcome.AskAgain(DUE.plusSeconds(60), "Not yet"),
                (context, attempt) -> new ReconcileOutcome.Absent());
        DeliveryId id = world.post("p1", DUE);
        world.advanceTo(DUE.plusSeconds(1));
        assertThat(world.state(id)).isEqualTo(DeliveryState.IN_DOUBT);
        world.kill();
        world.timer.pass(Duration.ofDays(10));

        world.start().settle();

        assertThat(world.state(id)).isEqualTo(DeliveryState.MISSED);
        assertThat(world.network.calls()).hasSize(1);
    }

    @Test
    void retryThatAPersonAsksForTenDaysLaterGoesOut() {
        world.start();
        world.network.publishes(
                (context, prepared) -> Rejected.of("bad", "No."), (context, prepared) -> new Unavailable("down"));
        DeliveryId id = world.post("p1", DUE);
        world.advanceTo(DUE.plus(Duration.ofDays(10)));

        world.retry(id);
        world.advance(Duration.ofSeconds(10));

        assertThat(world.state(id)).isEqualTo(DeliveryState.PUBLISHED);
    }

    @Test
    void postThatItsNetworkMadeToWaitForDaysIsNotMissed() {
        world.start();
        Instant allowed = DUE.plus(Duration.ofDays(3));
        world.network.publishes((context, prepared) -> new Throttled(allowed, "Too many"));
        DeliveryId id = world.post("p1", DUE);

        world.advanceTo(allowed.plusSeconds(1));

        assertThat(world.state(id)).isEqualTo(DeliveryState.PUBLISHED);
    }
}
