package io.carillon.scheduler.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.carillon.api.model.Attempt;
import io.carillon.api.model.Attempt.Kind;
import io.carillon.api.model.Attempt.Result;
import io.carillon.api.model.AttemptId;
import io.carillon.api.model.DeliveryId;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.MissedPolicy;
import io.carillon.api.publisher.ReconcileOutcome;
import io.carillon.api.store.Claim;
import io.carillon.api.store.ClaimOrder;
import io.carillon.api.store.Claimant;
import io.carillon.api.store.Leases;
import io.carillon.api.store.Orphan;
import io.carillon.api.store.Settlement;
import io.carillon.scheduler.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A process that was stopped and wakes up late, clocks that are set, and nodes that take over from each other. */
class FencingTest {

    private static final Instant DUE = World.START.plusSeconds(600);

    private final World world = new World().start();

    @Test
    void processThatWakesMoreThanFiveSecondsLateDoesNotSendWhatItArmed() {
        DeliveryId id = world.post("p1", DUE);
        world.advanceTo(DUE.minusMillis(500));

        world.timer.pass(Duration.ofSeconds(6));
        world.settle();

        assertThat(world.attempts(id)).extracting(Attempt::result).containsExactly(Result.NOT_SENT, Result.PUBLISHED);
        assertThat(world.network.calls()).hasSize(1);
    }

    @Test
    void processThatOutlivedItsClaimByEitherClockDoesNotSend() {
        world.post("p1", DUE);
        world.advanceTo(DUE.minusMillis(500));

        // The wall clock was set back while the process was stopped, so that only the other clock tells.
        world.timer.setWallClockBy(Duration.ofMinutes(-10));
        world.timer.pass(Duration.ofMinutes(10).plusMillis(501));
        world.settle();
        assertThat(world.attempts(new DeliveryId("d-p1")).get(0).result()).isEqualTo(Result.NOT_SENT);
    }

    @Test
    void clockThatIsSetForwardReleasesWhatIsDueByIt() {
        DeliveryId id = world.post("p1", DUE);
        world.advanceTo(DUE.minusSeconds(60));

        world.timer.setWallClockBy(Duration.ofSeconds(60));
        world.settle();

        assertThat(world.state(id)).isEqualTo(DeliveryState.PUBLISHED);
        assertThat(world.network.calls().get(0).at()).isEqualTo(DUE);
    }

    @Test
    void clockThatIsSetBackMakesNothingEarly() {
        DeliveryId id = world.post("p1", DUE);
        world.advanceTo(DUE.minusMillis(500));

        world.timer.setWallClockBy(Duration.ofSeconds(-5));
        world.advance(Duration.ofSeconds(5));
        assertThat(world.network.calls()).isEmpty();
        world.advance(Duration.ofMillis(500));

        assertThat(world.state(id)).isEqualTo(DeliveryState.PUBLISHED);
        assertThat(world.network.calls().get(0).at()).isEqualTo(DUE);
    }

    @Test
    void whatAnotherNodeLeftArmedIsInDoubtOnceItsClaimEnds() {
        DeliveryId id = world.post("p1", DUE);
        world.store
                .sound()
                .claim(new ClaimOrder(
                        new Claimant("n2", "x"),
                        DUE,
                        DUE,
                        1,
                        Map.of(World.NETWORK, Leases.all(Duration.ofSeconds(40))),
                        () -> new AttemptId("theirs")));
        world.network.reconciles((context, attempt) -> {
            assertThat(attempt.id()).isEqualTo(new AttemptId("theirs"));
            return new ReconcileOutcome.Absent();
        });

        world.advanceTo(DUE.plusSeconds(39));
        assertThat(world.state(id)).isEqualTo(DeliveryState.ARMED);
        world.advanceTo(DUE.plusSeconds(42));

        assertThat(world.network.asked()).hasSize(1);
        assertThat(world.state(id)).isEqualTo(DeliveryState.PUBLISHED);
    }

    @Test
    void whatANodeThatWasStoppedNeverSentIsSentThoughAnotherHasFlaggedIt() {
        world.network.reconciles((context, attempt) -> new ReconcileOutcome.Unknown("It cannot be asked."));
        DeliveryId id = world.post("p1", DUE);
        world.advanceTo(DUE.minusMillis(500));

        world.timer.pass(Duration.ofMinutes(2));
        anotherTakesOver(id);
        assertThat(world.state(id)).isEqualTo(DeliveryState.IN_DOUBT);
        world.settle();

        assertThat(world.state(id)).isEqualTo(DeliveryState.PUBLISHED);
        assertThat(world.network.calls()).hasSize(1);
        assertThat(world.attempts(id))
                .extracting(Attempt::kind, Attempt::result)
                .containsExactly(
                        tuple(Kind.PUBLISH, Result.INDETERMINATE),
                        tuple(Kind.LATE_ANSWER, Result.NOT_SENT),
                        tuple(Kind.RECONCILE, Result.ABSENT),
                        tuple(Kind.PUBLISH, Result.PUBLISHED));
    }

    @Test
    void answerThatComesAfterAnotherNodeTookOverSettlesTheDoubtAndIsNoOutcomeOfItsOwn() {
        DeliveryId id = world.post("p1", DUE);
        world.network.publishes((context, prepared) -> {
            anotherTakesOver(id);
            assertThat(world.state(id)).isEqualTo(DeliveryState.IN_DOUBT);
            return world.network.published("late");
        });

        world.advanceTo(DUE.plusSeconds(1));

        assertThat(world.state(id)).isEqualTo(DeliveryState.PUBLISHED);
        assertThat(world.attempts(id))
                .extracting(Attempt::kind)
                .containsExactly(Kind.PUBLISH, Kind.LATE_ANSWER, Kind.RECONCILE);
        assertThat(world.network.calls()).hasSize(1);
        assertThat(world.network.asked()).isEmpty();
        assertThat(world.journal().notes()).isEmpty();
    }

    /** Whoever took over told of the attempt under the same id: that is not the result that was to be stored. */
    @Test
    void answerThatCouldNotBeStoredAtFirstIsNotTakenForStoredBecauseAnotherToldOfTheAttempt() {
        DeliveryId id = world.post("p1", DUE);
        world.network.publishes((context, prepared) -> {
            world.store.down(true);
            return world.network.published("late");
        });
        world.advanceTo(DUE.plusSeconds(1));
        anotherTakesOver(id);

        world.store.down(false);
        world.advance(Duration.ofSeconds(20));

        assertThat(world.state(id)).isEqualTo(DeliveryState.PUBLISHED);
        assertThat(world.network.asked()).isEmpty();
    }

    @Test
    void answerThatSaysNothingLeavesTheDoubtToWhoeverTookOver() {
        DeliveryId id = world.post("p1", DUE);
        world.network.publishes((context, prepared) -> {
            anotherTakesOver(id);
            return null;
        });

        world.advanceTo(DUE.plusSeconds(60));

        assertThat(world.state(id)).isEqualTo(DeliveryState.IN_DOUBT);
        assertThat(world.delivery(id).wakeAt()).isEmpty();
    }

    @Test
    void whatANodeThatWasStoppedKnowsWaitsWhileTheOtherIsAsking() {
        DeliveryId id = world.post("p1", DUE);
        world.advanceTo(DUE.minusMillis(500));
        world.timer.pass(Duration.ofMinutes(2));
        anotherTakesOver(id);
        Map<DeliveryId, AttemptId> doubts = Map.of(id, armed);
        assertThat(world.store.sound().claimDoubted(theirs(), doubts)).hasSize(1);

        world.settle();
        assertThat(world.state(id)).isEqualTo(DeliveryState.IN_DOUBT);
        assertThat(world.network.calls()).isEmpty();

        // They never come back from asking.
        world.advance(Duration.ofMinutes(2));
        assertThat(world.state(id)).isEqualTo(DeliveryState.PUBLISHED);
        assertThat(world.network.calls()).hasSize(1);
    }

    private AttemptId armed;

    /** It finds the claim ended, and nobody will ever say whether the call was made. */
    private void anotherTakesOver(DeliveryId id) {
        Orphan orphan =
                world.store.sound().expired(DUE.plus(Duration.ofHours(1)), 10).get(0);
        assertThat(orphan.delivery().id()).isEqualTo(id);
        armed = orphan.attempt();
        world.store
                .sound()
                .settle(List.of(new Settlement(
                        orphan.attempt(),
                        orphan.delivery().toBuilder()
                                .state(DeliveryState.IN_DOUBT)
                                .attempts(1)
                                .wakeAt(Optional.empty())
                                .build(),
                        Optional.of(new Attempt(
                                orphan.attempt(),
                                id,
                                Kind.PUBLISH,
                                1,
                                "n2",
                                orphan.armedAt(),
                                Optional.empty(),
                                Optional.empty(),
                                Result.INDETERMINATE,
                                "Its note is gone.")),
                        Optional.of(new Claim.Doubted(orphan.attempt(), orphan.armedAt(), 1)),
                        false)));
    }

    private ClaimOrder theirs() {
        return new ClaimOrder(
                new Claimant("n2", "x"),
                world.now(),
                world.now(),
                1,
                Map.of(World.NETWORK, Leases.all(Duration.ofSeconds(40))),
                () -> new AttemptId("theirs"));
    }

    @Test
    void editOnOtherAccountsMakesALookForTheTextWorthless() {
        DeliveryId id = world.post("p1", DUE);
        world.network
                .publishes((context, prepared) -> null)
                .reconciles(
                        (context, attempt) -> new ReconcileOutcome.AskAgain(DUE.plusSeconds(60), "not yet"),
                        (context, attempt) -> new ReconcileOutcome.Absent());
        world.advanceTo(DUE.plusSeconds(1));

        world.editPostOnly(id);
        world.advanceTo(DUE.plusSeconds(120));

        assertThat(world.network.calls()).hasSize(1);
        assertThat(world.state(id)).isEqualTo(DeliveryState.IN_DOUBT);
        assertThat(world.delivery(id).wakeAt()).isEmpty();
    }

    @Test
    void editThatChangesNothingOfWhatWasSentLeavesALookForItItsWorth() {
        DeliveryId id = world.post("p1", DUE);
        world.network
                .publishes((context, prepared) -> null)
                .reconciles(
                        (context, attempt) -> new ReconcileOutcome.AskAgain(DUE.plusSeconds(60), "not yet"),
                        (context, attempt) -> new ReconcileOutcome.Absent());
        world.advanceTo(DUE.plusSeconds(1));

        world.editPostOnly(id, post -> post.withSchedule(Optional.empty()));
        world.advanceTo(DUE.plusSeconds(120));

        assertThat(world.network.calls()).hasSize(2);
        assertThat(world.state(id)).isEqualTo(DeliveryState.PUBLISHED);
    }

    @Test
    void postWhoseThreadNeverCameIsGivenBackWhenItsClaimEnds() {
        world.workers.loseCalls(1);
        DeliveryId id = world.post("p1", DUE);

        world.advanceTo(DUE.plusSeconds(60));

        assertThat(world.network.calls()).hasSize(1);
        assertThat(world.state(id)).isEqualTo(DeliveryState.PUBLISHED);
    }

    @Test
    void resultThatFindsNoThreadIsStoredLater() {
        DeliveryId id = world.post("p1", DUE);
        world.workers.refuseWriting(2);

        world.advanceTo(DUE.plusMillis(1));
        assertThat(world.state(id)).isEqualTo(DeliveryState.ARMED);
        assertThat(world.engine().status().problem()).contains("No thread");

        world.advanceTo(DUE.plusSeconds(2));
        assertThat(world.state(id)).isEqualTo(DeliveryState.PUBLISHED);
        assertThat(world.engine().status().problem()).isEmpty();
    }

    @Test
    void answerThatCannotBeNotedIsStoredAllTheSame() {
        world.journal().refusesAnswers(true);
        DeliveryId id = world.post("p1", DUE);

        world.advanceTo(DUE.plusSeconds(1));

        assertThat(world.state(id)).isEqualTo(DeliveryState.PUBLISHED);
        assertThat(world.network.calls()).hasSize(1);
    }

    @Test
    void postThatCannotBeLoadedGoesOutWithinAMinuteOfWhenItCan() {
        world.accounts.down(true);
        DeliveryId id = world.post("p1", DUE);
        world.advanceTo(DUE.plusSeconds(1800));
        assertThat(world.state(id)).isIn(DeliveryState.SCHEDULED, DeliveryState.ARMED);

        world.accounts.down(false);
        world.advance(Duration.ofSeconds(62));

        assertThat(world.state(id)).isEqualTo(DeliveryState.PUBLISHED);
    }

    @Test
    void postThatCanNeverBeLoadedFailsWithTheReason() {
        world.missed = new MissedPolicy(MissedPolicy.Rule.PUBLISH_LATE, Duration.ofDays(30));
        world.accounts.down(true);
        DeliveryId id = world.post("p1", DUE);

        world.advanceTo(DUE.plus(Duration.ofHours(25)));

        assertThat(world.state(id)).isEqualTo(DeliveryState.FAILED);
        assertThat(world.delivery(id).problem().orElseThrow().detail()).contains("The vault is locked");
    }

    @Test
    void fullDiskStopsBeforeTheCallAndResumesByItself() {
        DeliveryId id = world.post("p1", DUE);
        world.journal().full(true);

        world.advanceTo(DUE.plusSeconds(1));
        assertThat(world.network.calls()).isEmpty();
        assertThat(world.attempts(id).get(0).detail()).contains("No space left");

        world.journal().full(false);
        world.advanceTo(DUE.plusSeconds(10));
        assertThat(world.network.calls()).hasSize(1);
        assertThat(world.state(id)).isEqualTo(DeliveryState.PUBLISHED);
    }
}
