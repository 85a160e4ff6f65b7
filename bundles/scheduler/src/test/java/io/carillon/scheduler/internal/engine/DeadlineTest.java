package io.carillon.scheduler.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.api.model.Attempt;
import io.carillon.api.model.Attempt.Kind;
import io.carillon.api.model.Attempt.Result;
import io.carillon.api.model.DeliveryId;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.UserId;
import io.carillon.api.model.Workspace;
import io.carillon.api.publisher.DoubtClass;
import io.carillon.api.publisher.PastAttempt;
import io.carillon.api.publisher.PublishOutcome;
import io.carillon.api.publisher.ReconcileOutcome;
import io.carillon.api.publisher.Rejected;
import io.carillon.api.publisher.Throttled;
import io.carillon.api.publisher.Unavailable;
import io.carillon.api.service.ConflictException;
import io.carillon.api.service.Posts;
import io.carillon.scheduler.world.ScriptedPublisher;
import io.carillon.scheduler.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Calls that outlive their deadline, which is 30 s here. */
class DeadlineTest {

    private static final Instant DUE = World.START.plusSeconds(3600);

    private final World world = new World().start();

    /** A call that comes back so much later; the world goes on meanwhile. */
    private ScriptedPublisher.Publishing after(Duration duration, Supplier<PublishOutcome> answer) {
        return (context, prepared) -> {
            world.advance(duration);
            return answer.get();
        };
    }

    private static ScriptedPublisher.Reconciling notYet(Duration pause) {
        return (context, attempt) ->
                new ReconcileOutcome.AskAgain(World.START.plusSeconds(3600).plus(pause), "not indexed yet");
    }

    @Test
    void callWithoutAnswerIsInDoubtAtItsDeadline() {
        DeliveryId id = world.post("p1", DUE);
        world.network
                .publishes((context, prepared) -> {
                    world.advance(Duration.ofSeconds(29));
                    assertThat(world.state(id)).isEqualTo(DeliveryState.ARMED);
                    assertThat(world.engine().status().inFlight()).isEqualTo(1);
                    world.advance(Duration.ofSeconds(2));
                    assertThat(world.state(id)).isEqualTo(DeliveryState.IN_DOUBT);
                    return new Unavailable("never mind");
                })
                .reconciles(notYet(Duration.ofHours(1)));

        world.advanceTo(DUE.plusSeconds(31));

        assertThat(world.network.asked()).hasSize(1);
        assertThat(world.network.calls().get(0).deadline()).isEqualTo(DUE.plusSeconds(30));
        assertThat(world.attempts(id).get(0).result()).isEqualTo(Result.INDETERMINATE);
        assertThat(world.attempts(id).get(0).answeredAt()).isEmpty();
    }

    @Test
    void lateAnswerSettlesTheDoubtWithoutASecondCall() {
        DeliveryId id = world.post("p1", DUE);
        world.network
                .publishes(after(Duration.ofSeconds(40), () -> world.network.published("late")))
                .reconciles(notYet(Duration.ofHours(1)));

        world.advanceTo(DUE.plusSeconds(60));

        assertThat(world.network.calls()).hasSize(1);
        assertThat(world.network.asked()).hasSize(1);
        assertThat(world.state(id)).isEqualTo(DeliveryState.PUBLISHED);
        assertThat(world.delivery(id).publication().orElseThrow().remoteId()).isEqualTo("late");
        assertThat(world.attempts(id)).extracting(Attempt::kind).contains(Kind.LATE_ANSWER);
    }

    @Test
    void lateAnswerSettlesEvenWhatTheNetworkWillNeverSay() {
        DeliveryId id = world.post("p1", DUE);
        world.network
                .publishes(after(Duration.ofSeconds(40), () -> world.network.published("late")))
                .reconciles((context, attempt) -> new ReconcileOutcome.Unknown("no way to look"));

        world.advanceTo(DUE.plusSeconds(60));

        assertThat(world.state(id)).isEqualTo(DeliveryState.PUBLISHED);
    }

    @Test
    void lateRefusalIsTriedAgain() {
        DeliveryId id = world.post("p1", DUE);
        world.network
                .publishes(after(Duration.ofSeconds(40), () -> new Unavailable("it never got in")))
                .reconciles(notYet(Duration.ofHours(1)));

        world.advanceTo(DUE.plusSeconds(70));

        assertThat(world.network.calls()).hasSize(2);
        assertThat(world.state(id)).isEqualTo(DeliveryState.PUBLISHED);
    }

    @Test
    void lateRejectionFailsThePost() {
        DeliveryId id = world.post("p1", DUE);
        world.network
                .publishes(after(Duration.ofSeconds(40), () -> Rejected.of("too-long", "Too long.")))
                .reconciles(notYet(Duration.ofHours(1)));

        world.advanceTo(DUE.plusSeconds(70));

        assertThat(world.network.calls()).hasSize(1);
        assertThat(world.state(id)).isEqualTo(DeliveryState.FAILED);
        assertThat(world.delivery(id).problem().orElseThrow().code()).isEqualTo("too-long");
    }

    @Test
    void networkThatDoesNotHaveThePostYetIsNotBelievedWhileTheCallMayStillGetThrough() {
        DeliveryId id = world.post("p1", DUE);
        world.network
                .publishes(after(Duration.ofSeconds(40), () -> world.network.published("first")))
                .reconciles((context, attempt) -> new ReconcileOutcome.Absent());

        world.advanceTo(DUE.plusSeconds(70));

        assertThat(world.network.calls()).hasSize(1);
        assertThat(world.delivery(id).publication().orElseThrow().remoteId()).isEqualTo("first");
    }

    @Test
    void lateAnswerToAnAttemptThatWasSettledOtherwiseIsOnlyEvidence() {
        DeliveryId id = world.post("p1", DUE);
        world.network
                .publishes(after(Duration.ofSeconds(40), () -> world.network.published("first")))
                .reconciles((context, attempt) -> new ReconcileOutcome.Found(
                        world.network.published("seen").publication()));

        world.advanceTo(DUE.plusSeconds(70));

        assertThat(world.network.calls()).hasSize(1);
        assertThat(world.delivery(id).publication().orElseThrow().remoteId()).isEqualTo("seen");
        assertThat(world.attempts(id))
                .filteredOn(attempt -> attempt.kind() == Kind.LATE_ANSWER)
                .extracting(Attempt::result)
                .containsExactly(Result.PUBLISHED);
    }

    @Test
    void hungCallKeepsItsPermitAndTheOtherNetworksGoOn() {
        world.workers.permits(1);
        World other = new World();
        other.workers.permits(1);
        other.start();
        DeliveryId first = other.post("p1", DUE);
        other.network.publishes((context, prepared) -> {
            DeliveryId second = other.post("p2", other.now());
            other.advance(Duration.ofSeconds(60));
            assertThat(other.network.calls()).hasSize(1);
            assertThat(other.state(second)).isIn(DeliveryState.SCHEDULED, DeliveryState.ARMED);
            return other.network.published("first");
        });

        other.advanceTo(DUE.plusSeconds(90));

        assertThat(other.state(first)).isEqualTo(DeliveryState.PUBLISHED);
        assertThat(other.network.calls().stream().map(ScriptedPublisher.Call::delivery))
                .hasSize(2)
                .doesNotHaveDuplicates();
    }

    @Test
    void reconcilingThatFailsIsTriedAgainLater() {
        DeliveryId id = world.post("p1", DUE);
        world.network
                .publishes((context, prepared) -> null)
                .reconciles(
                        (context, attempt) -> {
                            throw new IllegalStateException("no connection");
                        },
                        (context, attempt) -> null,
                        (context, attempt) -> {
                            assertThat(attempt.asked()).isEqualTo(2);
                            return new ReconcileOutcome.Found(
                                    world.network.published("found").publication());
                        });

        world.advanceTo(DUE.plusSeconds(60));

        assertThat(world.network.calls()).hasSize(1);
        assertThat(world.state(id)).isEqualTo(DeliveryState.PUBLISHED);
    }

    @Test
    void networkIsAskedAgainWhenItSaidSo() {
        DeliveryId id = world.post("p1", DUE);
        world.network.publishes((context, prepared) -> null).reconciles(notYet(Duration.ofMinutes(5)));

        world.advanceTo(DUE.plusSeconds(299));
        assertThat(world.network.asked()).hasSize(1);
        world.advanceTo(DUE.plusSeconds(300));
        assertThat(world.network.asked()).hasSize(2);
        assertThat(world.state(id)).isEqualTo(DeliveryState.PUBLISHED);
    }

    @Test
    void networkThatCannotSayForADayIsLeftToAPerson() {
        DeliveryId id = world.post("p1", DUE);
        ScriptedPublisher.Reconciling never =
                (context, attempt) -> new ReconcileOutcome.AskAgain(world.now().plusSeconds(3600), "not yet");
        world.network
                .publishes((context, prepared) -> null)
                .reconciles(Collections.nCopies(30, never).toArray(ScriptedPublisher.Reconciling[]::new));

        world.advanceTo(DUE.plus(Duration.ofHours(28)));

        assertThat(world.network.calls()).hasSize(1);
        assertThat(world.state(id)).isEqualTo(DeliveryState.IN_DOUBT);
        assertThat(world.delivery(id).wakeAt()).isEmpty();
        assertThat(world.delivery(id).problem().orElseThrow().code()).isEqualTo("in-doubt-held");
    }

    private void heldAfterADay(DeliveryId id) {
        world.advanceTo(DUE.plus(Duration.ofHours(23)));
        assertThat(world.network.asked()).hasSize(1);
        assertThat(world.delivery(id).problem().orElseThrow().code()).isEqualTo("in-doubt");
        world.advanceTo(DUE.plus(Duration.ofHours(25)));

        assertThat(world.state(id)).isEqualTo(DeliveryState.IN_DOUBT);
        assertThat(world.delivery(id).wakeAt()).isEmpty();
        assertThat(world.delivery(id).problem().orElseThrow().code()).isEqualTo("in-doubt-held");
    }

    @Test
    void networkThatWantsToBeAskedInAMonthIsAskedOnceMoreInADayAndThenLeftToAPerson() {
        DeliveryId id = world.post("p1", DUE);
        world.network
                .publishes((context, prepared) -> null)
                .reconciles(notYet(Duration.ofDays(32)), notYet(Duration.ofDays(31)));

        heldAfterADay(id);

        assertThat(world.network.calls()).hasSize(1);
    }

    @Test
    void repetitionThatANetworkPutsOffByAMonthIsLeftToAPersonInADay() {
        DeliveryId id = world.post("p1", DUE);
        world.network
                .publishes(
                        (context, prepared) -> null,
                        (context, prepared) -> new Throttled(DUE.plus(Duration.ofDays(32)), "slow down"))
                .reconciles((context, attempt) -> new ReconcileOutcome.RepeatSafe(), notYet(Duration.ofDays(31)));

        heldAfterADay(id);

        assertThat(world.network.calls()).hasSize(2);
    }

    @Test
    void keyedNetworkIsSentTheSameAgainWhileTheDeliveryStaysInDoubt() {
        DeliveryId id = world.post("p1", DUE);
        world.network
                .publishes((context, prepared) -> null, (context, prepared) -> {
                    assertThat(world.state(id)).isEqualTo(DeliveryState.IN_DOUBT);
                    return world.network.published("once");
                })
                .reconciles((context, attempt) -> new ReconcileOutcome.RepeatSafe());

        world.advanceTo(DUE.plusSeconds(1));

        assertThat(world.network.calls()).hasSize(2);
        assertThat(world.network.calls())
                .extracting(ScriptedPublisher.Call::key)
                .containsOnly("key-p1");
        assertThat(world.state(id)).isEqualTo(DeliveryState.PUBLISHED);
        assertThat(world.attempts(id))
                .extracting(Attempt::result)
                .containsExactly(Result.INDETERMINATE, Result.PUBLISHED);
        assertThat(world.attempts(id)).extracting(Attempt::number).containsExactly(1, 2);
    }

    @Test
    void nobodySaysThatItWasNotPublishedWhileItIsBeingRepeated() {
        Posts posts = world.office().posts();
        DeliveryId id = world.post("p1", DUE);
        world.network
                .publishes((context, prepared) -> null, (context, prepared) -> {
                    assertThatThrownBy(() ->
                                    posts.resolve(Workspace.DEFAULT_ID, id, false, Optional.empty(), UserId.CONSOLE))
                            .isInstanceOfSatisfying(ConflictException.class, e -> assertThat(e.code())
                                    .isEqualTo("being-asked"));
                    return world.network.published("once");
                })
                .reconciles((context, attempt) -> new ReconcileOutcome.RepeatSafe());

        world.advanceTo(DUE.plusSeconds(1));

        assertThat(world.network.calls()).hasSize(2);
        assertThat(world.state(id)).isEqualTo(DeliveryState.PUBLISHED);
        assertThat(world.delivery(id).publication().orElseThrow().remoteId()).isEqualTo("once");
        assertThat(world.attempts(id))
                .extracting(Attempt::result)
                .containsExactly(Result.INDETERMINATE, Result.PUBLISHED);
    }

    @Test
    void keyedNetworkThatRefusesTheRepetitionLeavesTheDoubt() {
        DeliveryId id = world.post("p1", DUE);
        ScriptedPublisher.Reconciling repeat = (context, attempt) -> new ReconcileOutcome.RepeatSafe();
        world.network
                .publishes((context, prepared) -> null, (context, prepared) -> new Unavailable("down"))
                .reconciles(repeat, repeat);

        world.advanceTo(DUE.plusMillis(1));
        assertThat(world.state(id)).isEqualTo(DeliveryState.IN_DOUBT);

        world.advanceTo(DUE.plusSeconds(30));
        assertThat(world.network.calls()).hasSize(3);
        assertThat(world.state(id)).isEqualTo(DeliveryState.PUBLISHED);
    }

    @Test
    void networkIsToldWhenTheCallThatWasLostCameBack() {
        world.post("p1", DUE);
        world.network.publishes(after(Duration.ofSeconds(20), () -> null)).reconciles(notYet(Duration.ofHours(1)));

        world.advanceTo(DUE.plusSeconds(25));

        assertThat(world.network.asked())
                .extracting(PastAttempt::endedAt)
                .containsExactly(Optional.of(DUE.plusSeconds(20)));
    }

    @Test
    void networkIsToldOfTheEndOnceACallThatWasLostCameBackLate() {
        world.post("p1", DUE);
        ScriptedPublisher.Reconciling soon = (context, attempt) ->
                new ReconcileOutcome.AskAgain(DUE.plusSeconds(attempt.asked() == 0 ? 35 : 50), "under way");
        world.network.publishes(after(Duration.ofSeconds(40), () -> null)).reconciles(soon, soon, soon);

        world.advanceTo(DUE.plusSeconds(55));

        assertThat(world.network.asked())
                .extracting(PastAttempt::endedAt)
                .startsWith(Optional.empty(), Optional.empty())
                .endsWith(Optional.of(DUE.plusSeconds(40)));
    }

    @Test
    void networkIsToldTheEndOfTheLatestRepetition() {
        world.post("p1", DUE);
        ScriptedPublisher.Reconciling repeat = (context, attempt) -> new ReconcileOutcome.RepeatSafe();
        world.network
                .publishes((context, prepared) -> null, after(Duration.ofSeconds(20), () -> null))
                .reconciles(repeat, repeat);

        world.advanceTo(DUE.plusSeconds(60));

        assertThat(world.network.asked())
                .extracting(PastAttempt::endedAt)
                .containsExactly(Optional.of(DUE), Optional.of(DUE.plusSeconds(20)));
    }

    @Test
    void repetitionThatIsLostTooMayStillBeUnderWayAndIsLetFinish() {
        repeatedFiveSecondsAfter(DUE.plusSeconds(20), after(Duration.ofSeconds(20), () -> null));
    }

    @Test
    void repetitionThatMissesItsDeadlineIsLetFinish() {
        repeatedFiveSecondsAfter(DUE.plusSeconds(30), after(Duration.ofSeconds(32), () -> null));
    }

    private void repeatedFiveSecondsAfter(Instant end, ScriptedPublisher.Publishing repetition) {
        DeliveryId id = world.post("p1", DUE);
        ScriptedPublisher.Reconciling repeat = (context, attempt) -> new ReconcileOutcome.RepeatSafe();
        world.network.publishes((context, prepared) -> null, repetition).reconciles(repeat, repeat);

        world.advanceTo(DUE.plusSeconds(60));

        assertThat(world.network.calls()).hasSize(3);
        assertThat(world.network.calls().get(2).at()).isAfterOrEqualTo(end.plusSeconds(5));
        assertThat(world.state(id)).isEqualTo(DeliveryState.PUBLISHED);
    }

    @Test
    void lateRefusalSaysNothingOfTheRepetitionThatANetworkMayHaveTaken() {
        DeliveryId id = world.post("p1", DUE);
        ScriptedPublisher.Reconciling never =
                (context, attempt) -> new ReconcileOutcome.Unknown("It was repeated already.");
        world.network
                .settlesBy(DoubtClass.PROBE)
                .publishes(
                        after(Duration.ofSeconds(40), () -> new Unavailable("it never got in")),
                        (context, prepared) -> null)
                .reconciles((context, attempt) -> new ReconcileOutcome.RepeatSafe())
                .reconciles(Collections.nCopies(9, never).toArray(ScriptedPublisher.Reconciling[]::new));

        world.advanceTo(DUE.plusSeconds(120));

        assertThat(world.network.calls()).hasSize(2);
        assertThat(world.state(id)).isEqualTo(DeliveryState.IN_DOUBT);
    }

    @Test
    void lateAnswerSettlesEvenWhatWasRepeated() {
        DeliveryId id = world.post("p1", DUE);
        world.network
                .settlesBy(DoubtClass.PROBE)
                .publishes(
                        after(Duration.ofSeconds(40), () -> world.network.published("first")),
                        (context, prepared) -> Rejected.of("duplicate", "It is there already."))
                .reconciles((context, attempt) -> new ReconcileOutcome.RepeatSafe());

        world.advanceTo(DUE.plusSeconds(120));

        assertThat(world.network.calls()).hasSize(2);
        assertThat(world.delivery(id).publication().orElseThrow().remoteId()).isEqualTo("first");
    }
}
