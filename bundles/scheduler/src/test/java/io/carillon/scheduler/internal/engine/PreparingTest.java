package io.carillon.scheduler.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.carillon.api.model.Attempt;
import io.carillon.api.model.DeliveryId;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.MissedPolicy;
import io.carillon.api.model.Preparation;
import io.carillon.api.model.WaitReason;
import io.carillon.api.publisher.Continue;
import io.carillon.api.publisher.Indeterminate;
import io.carillon.api.publisher.PrepareAgain;
import io.carillon.api.publisher.PreparedValue;
import io.carillon.api.publisher.Ready;
import io.carillon.api.publisher.ReauthorisationNeeded;
import io.carillon.api.publisher.ReconcileOutcome;
import io.carillon.api.publisher.Rejected;
import io.carillon.api.publisher.Throttled;
import io.carillon.api.publisher.Unavailable;
import io.carillon.scheduler.world.FaultyStore;
import io.carillon.scheduler.world.ScriptedPublisher;
import io.carillon.scheduler.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** A network that prepares ten minutes ahead. */
class PreparingTest {

    private static final Instant DUE = World.START.plusSeconds(3600);
    private static final Instant AHEAD = DUE.minusSeconds(600);
    private static final PreparedValue HALF = new PreparedValue("half");

    private final World world = new World(Duration.ofMinutes(10)).start();

    @Test
    void preparingBeginsAheadAndItsValueIsWhatIsPublished() {
        DeliveryId id = world.post("p1", DUE);

        world.advanceTo(AHEAD);
        assertThat(world.network.visits()).containsExactly(Optional.empty());
        assertThat(world.delivery(id).preparation()).isEqualTo(Preparation.READY);
        assertThat(world.state(id)).isEqualTo(DeliveryState.SCHEDULED);

        world.advanceTo(DUE);
        assertThat(world.network.visits()).hasSize(1);
        assertThat(world.network.calls())
                .extracting(ScriptedPublisher.Call::prepared)
                .containsExactly(new PreparedValue("prepared"));
        assertThat(world.network.calls()).extracting(ScriptedPublisher.Call::at).containsExactly(DUE);
    }

    @Test
    void visitsToPrepareAreInTheStoryAndRepeatedOnesAreOneLine() {
        ScriptedPublisher.Preparing later =
                (context, previous) -> new Continue(HALF, world.now().plusSeconds(1));
        world.network.prepares(Collections.nCopies(200, later).toArray(ScriptedPublisher.Preparing[]::new));
        DeliveryId id = world.post("p1", DUE);

        world.advanceTo(DUE);

        assertThat(world.attempts(id))
                .extracting(Attempt::kind, Attempt::result, Attempt::times)
                .containsExactly(
                        tuple(Attempt.Kind.PREPARE, Attempt.Result.GOES_ON, 200),
                        tuple(Attempt.Kind.PREPARE, Attempt.Result.PREPARED, 1),
                        tuple(Attempt.Kind.PUBLISH, Attempt.Result.PUBLISHED, 1));
        assertThat(world.attempts(id).get(0).armedAt()).isEqualTo(AHEAD);
        assertThat(world.attempts(id).get(0).sentAt()).contains(AHEAD.plusSeconds(199));
    }

    @Test
    void preparingGoesOnWithItsOwnLastValueWhenTheNetworkSaidSo() {
        world.network.prepares((context, previous) -> new Continue(HALF, AHEAD.plusSeconds(60)));
        DeliveryId id = world.post("p1", DUE);

        world.advanceTo(AHEAD.plusSeconds(59));
        assertThat(world.network.visits()).hasSize(1);
        world.advanceTo(AHEAD.plusSeconds(60));

        assertThat(world.network.visits()).containsExactly(Optional.empty(), Optional.of(HALF));
        assertThat(world.delivery(id).preparation()).isEqualTo(Preparation.READY);
    }

    @Test
    void checkpointSurvivesAFailureAndIsWhereTheNextVisitStarts() {
        world.network.prepares((context, previous) -> {
            context.checkpoint(HALF);
            return new Unavailable("down");
        });
        DeliveryId id = world.post("p1", DUE);

        world.advanceTo(AHEAD.plusSeconds(10));

        assertThat(world.network.visits()).containsExactly(Optional.empty(), Optional.of(HALF));
        assertThat(world.delivery(id).preparation()).isEqualTo(Preparation.READY);
        assertThat(world.network.calls()).isEmpty();
    }

    @Test
    void checkpointIsRefusedAfterAnEdit() {
        DeliveryId id = world.post("p1", DUE);
        world.network.prepares((context, previous) -> {
            world.edit(id, DUE.plusSeconds(60));
            assertThatThrownBy(() -> context.checkpoint(HALF)).isInstanceOf(IllegalStateException.class);
            return Ready.nothing();
        });

        world.advanceTo(DUE.plusSeconds(60));

        // The edit leaves preparing to the visit that follows it.
        assertThat(world.network.visits()).containsExactly(Optional.empty(), Optional.empty());
        assertThat(world.state(id)).isEqualTo(DeliveryState.PUBLISHED);
    }

    @Test
    void preparedValueThatExpiresBeforeItsUseIsPreparedAgain() {
        world.network.prepares(
                (context, previous) -> new Ready(HALF, Optional.of(AHEAD.plusSeconds(300))),
                (context, previous) -> new Ready(new PreparedValue("fresh"), Optional.empty()));
        world.post("p1", DUE);

        world.advanceTo(DUE);

        assertThat(world.network.visits()).containsExactly(Optional.empty(), Optional.of(HALF));
        assertThat(world.network.calls())
                .extracting(ScriptedPublisher.Call::prepared)
                .containsExactly(new PreparedValue("fresh"));
        assertThat(world.network.calls()).extracting(ScriptedPublisher.Call::at).containsExactly(DUE);
    }

    @Test
    void throttledPreparingWaitsForTheTimeTheNetworkGave() {
        world.network.prepares((context, previous) -> new Throttled(AHEAD.plusSeconds(120), "slow down"));
        world.post("p1", DUE);

        world.advanceTo(AHEAD.plusSeconds(119));
        assertThat(world.network.visits()).hasSize(1);
        world.advanceTo(AHEAD.plusSeconds(120));
        assertThat(world.network.visits()).containsExactly(Optional.empty(), Optional.empty());
    }

    @Test
    void postThatIsRetriedByHandAfterPreparingWasGivenUpIsTriedInShortStepsAgain() {
        AtomicBoolean down = new AtomicBoolean(true);
        ScriptedPublisher.Preparing flaky =
                (context, previous) -> down.get() ? new Unavailable("down") : Ready.nothing();
        world.network.prepares(Collections.nCopies(1000, flaky).toArray(ScriptedPublisher.Preparing[]::new));
        DeliveryId id = world.post("p1", DUE);
        world.advanceTo(DUE.plus(Duration.ofHours(25)));
        assertThat(world.state(id)).isEqualTo(DeliveryState.FAILED);

        world.retry(id);
        down.set(false);
        world.advance(Duration.ofSeconds(3));

        assertThat(world.state(id)).isEqualTo(DeliveryState.PUBLISHED);
    }

    @Test
    void postThatIsRetriedByHandIsNotMissedAfterARestart() {
        world.network.prepares((context, previous) -> Rejected.of("bad-film", "At most 60 s."));
        DeliveryId id = world.post("p1", DUE);
        world.advanceTo(DUE.plus(Duration.ofHours(5)));
        world.kill();
        world.retry(id);

        world.start().settle();

        assertThat(world.state(id)).isEqualTo(DeliveryState.PUBLISHED);
    }

    @Test
    void rejectedWhilePreparingFailsBeforeItsTime() {
        world.network.prepares((context, previous) -> Rejected.of("bad-film", "At most 60 s."));
        DeliveryId id = world.post("p1", DUE);

        world.advanceTo(DUE.plusSeconds(1));

        assertThat(world.state(id)).isEqualTo(DeliveryState.FAILED);
        assertThat(world.delivery(id).problem().orElseThrow().code()).isEqualTo("bad-film");
        assertThat(world.network.calls()).isEmpty();
    }

    @Test
    void revokedWhilePreparingWaitsForTheOwner() {
        world.network.prepares((context, previous) -> new ReauthorisationNeeded("revoked"));
        DeliveryId id = world.post("p1", DUE);

        world.advanceTo(AHEAD.plusSeconds(1));

        assertThat(world.state(id)).isEqualTo(DeliveryState.WAITING);
        assertThat(world.delivery(id).waitReason()).contains(WaitReason.ACCOUNT_NEEDS_RECONNECT);
    }

    @Test
    void postWhosePreparingTakesLongerThanItHasGoesOutAsSoonAsItIsReady() {
        world.missed = new MissedPolicy(MissedPolicy.Rule.HOLD, Duration.ZERO);
        world.network.prepares((context, previous) -> new Continue(HALF, DUE.minusSeconds(60)), (context, previous) -> {
            world.advanceTo(DUE.plusSeconds(115));
            return Ready.nothing();
        });
        DeliveryId id = world.post("p1", DUE);

        world.advanceTo(DUE.plusSeconds(200));

        assertThat(world.state(id)).isEqualTo(DeliveryState.PUBLISHED);
        assertThat(world.network.calls().get(0).at()).isEqualTo(DUE.plusSeconds(115));
    }

    @Test
    void visitThatOutlivesItsClaimIsMadeAgainAndItsResultRefused() {
        world.network.prepares((context, previous) -> {
            world.advance(Duration.ofMinutes(11));
            return new Ready(new PreparedValue("too late"), Optional.empty());
        });
        DeliveryId id = world.post("p1", DUE.plusSeconds(3600));

        world.advanceTo(DUE.plusSeconds(3600));

        assertThat(world.network.visits()).hasSize(2);
        assertThat(world.network.calls())
                .extracting(ScriptedPublisher.Call::prepared)
                .containsExactly(new PreparedValue("prepared"));
        assertThat(world.state(id)).isEqualTo(DeliveryState.PUBLISHED);
    }

    @Test
    void preparedValueIsReusedWhenPublishingIsTriedAgain() {
        world.network.publishes((context, prepared) -> new Unavailable("down"));
        world.post("p1", DUE);

        world.advanceTo(DUE.plusSeconds(10));

        assertThat(world.network.visits()).hasSize(1);
        assertThat(world.network.calls()).hasSize(2);
        assertThat(world.network.calls())
                .extracting(ScriptedPublisher.Call::prepared)
                .containsOnly(new PreparedValue("prepared"));
    }

    @Test
    void whatTheNetworkForgotIsPreparedAfreshAtOnceUnderTheSameKey() {
        world.network.publishes((context, prepared) -> new PrepareAgain("The upload is gone."));
        DeliveryId id = world.post("p1", DUE);

        world.advanceTo(DUE.plusSeconds(1));

        assertThat(world.network.visits()).containsExactly(Optional.empty(), Optional.empty());
        assertThat(world.network.calls())
                .extracting(ScriptedPublisher.Call::at)
                .allMatch(at -> at.isBefore(DUE.plusSeconds(1)));
        assertThat(world.network.calls())
                .extracting(ScriptedPublisher.Call::key)
                .hasSize(2)
                .containsOnly("key-p1");
        assertThat(world.state(id)).isEqualTo(DeliveryState.PUBLISHED);
    }

    @Test
    void networkThatForgetsAgainAndAgainIsAskedEverMoreSlowlyAndGivenUp() {
        ScriptedPublisher.Publishing forgets = (context, prepared) -> new PrepareAgain("The upload is gone.");
        world.network.publishes(Collections.nCopies(400, forgets).toArray(ScriptedPublisher.Publishing[]::new));
        DeliveryId id = world.post("p1", DUE);

        world.advanceTo(DUE.plus(Duration.ofHours(26)));

        assertThat(world.state(id)).isEqualTo(DeliveryState.FAILED);
        assertThat(world.delivery(id).problem().orElseThrow().detail()).contains("The upload is gone.");
        assertThat(world.network.calls()).hasSizeLessThanOrEqualTo(310);
    }

    @Test
    void doubtIsSettledByAFreshValueWhereTheNetworkTakesNeitherTheOldOne() {
        world.network.publishes(
                (context, prepared) -> new Indeterminate("reset"), (context, prepared) -> new PrepareAgain("Gone."));
        world.network.reconciles((context, attempt) -> new ReconcileOutcome.RepeatSafe());
        DeliveryId id = world.post("p1", DUE);

        world.advanceTo(DUE.plusSeconds(10));

        assertThat(world.network.visits()).hasSize(2);
        assertThat(world.network.calls()).hasSize(3);
        assertThat(world.state(id)).isEqualTo(DeliveryState.PUBLISHED);
    }

    @Test
    void postThatWasMadeWhenItsNetworkPreparedNothingIsPreparedNow() {
        World plain = new World();
        DeliveryId id = plain.post("p1", DUE);
        plain.publishers.plugIn(world.network);
        ScriptedPublisher ahead = new ScriptedPublisher(plain.timer, World.NETWORK, Duration.ofMinutes(10));
        plain.publishers.plugIn(ahead);
        plain.start();

        plain.advanceTo(DUE.plusSeconds(1));

        assertThat(ahead.visits()).hasSize(1);
        assertThat(ahead.calls()).hasSize(1);
        assertThat(plain.state(id)).isEqualTo(DeliveryState.PUBLISHED);
    }

    /** The node that prepares it is gone once that is stored; whoever takes it over remembers nothing. */
    private void dieOncePrepared() {
        int next = world.store.calls().size();
        world.store.dieAt(next, FaultyStore.When.AFTER, world::kill);
    }

    @Test
    void postThatIsRetriedByHandIsNotMissedWhereAnotherNodePublishesItThanPreparedIt() {
        world.network.prepares((context, previous) -> Rejected.of("bad-film", "At most 60 s."), (context, previous) -> {
            dieOncePrepared();
            return Ready.nothing();
        });
        DeliveryId id = world.post("p1", DUE);
        world.advanceTo(DUE.plus(Duration.ofHours(5)));
        assertThat(world.state(id)).isEqualTo(DeliveryState.FAILED);

        world.retry(id);
        world.settle();
        assertThat(world.delivery(id).preparation()).isEqualTo(Preparation.READY);
        world.start().settle();

        assertThat(world.state(id)).isEqualTo(DeliveryState.PUBLISHED);
    }

    @Test
    void postWhosePreparingTookLongIsNotMissedWhereAnotherNodePublishesIt() {
        world.missed = new MissedPolicy(MissedPolicy.Rule.HOLD, Duration.ZERO);
        world.network.prepares((context, previous) -> new Continue(HALF, DUE.minusSeconds(60)), (context, previous) -> {
            world.advanceTo(DUE.plusSeconds(115));
            dieOncePrepared();
            return Ready.nothing();
        });
        DeliveryId id = world.post("p1", DUE);
        world.advanceTo(DUE.plusSeconds(115));
        assertThat(world.delivery(id).preparation()).isEqualTo(Preparation.READY);

        world.start().settle();

        assertThat(world.state(id)).isEqualTo(DeliveryState.PUBLISHED);
    }

    @Test
    void preparedPostThatWasForgottenForHoursIsMissed() {
        world.network.prepares((context, previous) -> {
            dieOncePrepared();
            return Ready.nothing();
        });
        DeliveryId id = world.post("p1", DUE);
        world.advanceTo(DUE.plus(Duration.ofHours(5)));

        world.start().settle();

        assertThat(world.state(id)).isEqualTo(DeliveryState.MISSED);
    }
}
