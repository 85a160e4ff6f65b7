package io.carillon.scheduler.internal.engine;

import static io.carillon.api.model.DeliveryState.FAILED;
import static io.carillon.api.model.DeliveryState.IN_DOUBT;
import static io.carillon.api.model.DeliveryState.PUBLISHED;
import static io.carillon.api.model.DeliveryState.RETRYING;
import static io.carillon.api.model.DeliveryState.SCHEDULED;
import static io.carillon.api.model.DeliveryState.WAITING;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.api.model.AccountStatus;
import io.carillon.api.model.Attempt;
import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryId;
import io.carillon.api.model.Publication;
import io.carillon.api.model.Step;
import io.carillon.api.model.WaitReason;
import io.carillon.api.publisher.Indeterminate;
import io.carillon.api.publisher.PreparedValue;
import io.carillon.api.publisher.Published;
import io.carillon.api.publisher.ReauthorisationNeeded;
import io.carillon.api.publisher.ReconcileOutcome;
import io.carillon.api.publisher.Rejected;
import io.carillon.api.publisher.Throttled;
import io.carillon.api.publisher.Unavailable;
import io.carillon.scheduler.world.ScriptedPublisher;
import io.carillon.scheduler.world.ScriptedPublisher.StepCall;
import io.carillon.scheduler.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What follows a publish: here a first comment and the parts of a thread. */
class StepTest {

    private static final Instant DUE = World.START.plusSeconds(3600);

    private final World world = new World().start();

    private ScriptedPublisher.Following published() {
        return (context, step) -> world.network.published("ok");
    }

    private Delivery step(DeliveryId id, int position) {
        return world.steps(id).get(position);
    }

    @Test
    void stepsFollowThePostAtOnceAndEachPartThePartBeforeIt() {
        DeliveryId id = world.thread("p1", DUE, 3);

        world.advanceTo(DUE);

        assertThat(world.network.calls()).hasSize(1);
        assertThat(world.network.stepCalls())
                .extracting(StepCall::text)
                .containsExactly("p1-c", "p1-1", "p1-2", "p1-3");
        assertThat(world.network.stepCalls()).extracting(StepCall::at).containsOnly(DUE);
        assertThat(world.stepStates(id)).containsExactly(PUBLISHED, PUBLISHED, PUBLISHED, PUBLISHED);
        assertThat(world.network.stepCalls().get(3).step().published())
                .extracting(Publication::remoteId)
                .containsExactly("r1", "s2", "s3");
        assertThat(world.network.stepCalls().get(0).step().published())
                .extracting(Publication::remoteId)
                .containsExactly("r1");
        assertThat(world.network.stepCalls()).extracting(StepCall::key).doesNotHaveDuplicates();
        assertThat(world.journal().notes()).isEmpty();
        assertThat(world.publishers.uses()).isZero();
    }

    @Test
    void stepsSayWhatThePostSaidWhenItWasPublished() {
        DeliveryId id = world.thread("p1", DUE, 1);
        Instant later = DUE.plusSeconds(60);
        world.network.follows((context, step) -> new Throttled(later, "slow down"));
        world.advanceTo(DUE.plusSeconds(1));

        world.editPostOnly(id);
        world.advanceTo(later.plusSeconds(1));

        assertThat(world.network.stepCalls()).extracting(StepCall::text).containsExactly("p1-c", "p1-c", "p1-1");
        assertThat(world.stepStates(id)).containsOnly(PUBLISHED);
    }

    @Test
    void throttledStepIsRetriedAtTheTimeTheNetworkGaveUnderItsKey() {
        DeliveryId id = world.thread("p1", DUE, 2);
        Instant allowed = DUE.plusSeconds(90);
        world.network.follows(published(), (context, step) -> new Throttled(allowed, "slow down"));

        world.advanceTo(DUE.plusSeconds(1));
        assertThat(world.stepStates(id)).containsExactly(PUBLISHED, RETRYING, SCHEDULED);
        assertThat(world.state(id)).isEqualTo(PUBLISHED);

        world.advanceTo(allowed);
        assertThat(world.stepStates(id)).containsOnly(PUBLISHED);
        assertThat(world.network.stepCalls().get(2).at()).isEqualTo(allowed);
        assertThat(world.network.stepCalls().get(2).key())
                .isEqualTo(world.network.stepCalls().get(1).key());
        assertThat(world.attempts(step(id, 1).id()))
                .extracting(Attempt::result)
                .containsExactly(Attempt.Result.THROTTLED, Attempt.Result.PUBLISHED);
        assertThat(world.attempts(id)).hasSize(1);
    }

    @Test
    void partThatFailsBlocksThoseAfterItAndNothingElse() {
        DeliveryId id = world.thread("p1", DUE, 3);
        world.network.follows(published(), (context, step) -> Rejected.of("too-long", "Too long."));

        world.advanceTo(DUE.plus(Duration.ofHours(30)));

        assertThat(world.network.stepCalls()).extracting(StepCall::text).containsExactly("p1-c", "p1-1");
        assertThat(world.stepStates(id)).containsExactly(PUBLISHED, FAILED, SCHEDULED, SCHEDULED);
        assertThat(step(id, 2).problem().orElseThrow().code()).isEqualTo("blocked");
        assertThat(step(id, 3).problem().orElseThrow().detail()).contains("Part 2");
        assertThat(world.state(id)).isEqualTo(PUBLISHED);
        assertThat(world.network.calls()).hasSize(1);
    }

    @Test
    void threadGoesOnWhenThePartThatFailedIsRetried() {
        DeliveryId id = world.thread("p1", DUE, 3);
        world.network.follows(published(), (context, step) -> Rejected.of("too-long", "Too long."));
        world.advanceTo(DUE.plusSeconds(10));

        world.retry(step(id, 1).id());

        assertThat(world.stepStates(id)).containsOnly(PUBLISHED);
        assertThat(world.steps(id)).allMatch(step -> step.problem().isEmpty());
        assertThat(world.network.stepCalls())
                .extracting(StepCall::text)
                .containsExactly("p1-c", "p1-1", "p1-1", "p1-2", "p1-3");
    }

    @Test
    void firstCommentThatFailsDoesNotBlockTheThread() {
        DeliveryId id = world.thread("p1", DUE, 2);
        world.network.follows((context, step) -> Rejected.of("comments-closed", "No comments here."));

        world.advanceTo(DUE);

        assertThat(world.stepStates(id)).containsExactly(FAILED, PUBLISHED, PUBLISHED);
    }

    @Test
    void lostAnswerIsLookedUpBeforeAnythingIsSentAgain() {
        DeliveryId id = world.thread("p1", DUE, 2);
        world.network
                .follows(published(), (context, step) -> new Indeterminate("lost"))
                .reconcilesSteps((context, step, attempt) -> {
                    assertThat(world.stepStates(id)).containsExactly(PUBLISHED, IN_DOUBT, SCHEDULED);
                    assertThat(context.message().text()).isEqualTo("p1-1");
                    return new ReconcileOutcome.Found(
                            world.network.published("found").publication());
                });

        world.advanceTo(DUE.plusSeconds(1));

        assertThat(world.stepStates(id)).containsOnly(PUBLISHED);
        assertThat(world.network.stepCalls()).extracting(StepCall::text).containsExactly("p1-c", "p1-1", "p1-2");
        assertThat(world.network.stepCalls().get(2).step().parent().remoteId()).isEqualTo("found");
    }

    @Test
    void stepThatIsSurelyAbsentIsSentAgain() {
        DeliveryId id = world.thread("p1", DUE, 1);
        world.network.follows(published(), (context, step) -> null);

        world.advanceTo(DUE.plusSeconds(5));

        assertThat(world.network.stepsAsked()).hasSize(1);
        assertThat(world.stepStates(id)).containsOnly(PUBLISHED);
        assertThat(world.network.stepCalls()).hasSize(3);
    }

    @Test
    void stepThatOutlivesItsDeadlineIsInDoubtAndItsLateAnswerSettlesIt() {
        DeliveryId id = world.thread("p1", DUE, 0);
        world.network
                .follows((context, step) -> {
                    world.advance(Duration.ofSeconds(40));
                    return world.network.published("late");
                })
                .reconcilesSteps((context, step, attempt) ->
                        new ReconcileOutcome.AskAgain(DUE.plusSeconds(3600), "not indexed yet"));

        world.advanceTo(DUE.plusSeconds(60));

        assertThat(world.network.stepCalls()).hasSize(1);
        assertThat(step(id, 0).publication().orElseThrow().remoteId()).isEqualTo("late");
    }

    @Test
    void stepsWaitForTheirAccountToBeConnectedAgain() {
        DeliveryId id = world.thread("p1", DUE, 1);
        world.network.follows(published(), (context, step) -> new ReauthorisationNeeded("revoked"));
        world.advanceTo(DUE.plusSeconds(1));
        assertThat(step(id, 1).state()).isEqualTo(WAITING);
        assertThat(step(id, 1).waitReason()).contains(WaitReason.ACCOUNT_NEEDS_RECONNECT);
        assertThat(world.accounts.status(World.ACCOUNT.id())).isEqualTo(AccountStatus.NEEDS_RECONNECT);

        world.accounts.add(World.ACCOUNT);
        world.store.sound().unparkAccount(World.ACCOUNT.id(), world.now());
        world.engine().nudge();
        world.settle();

        assertThat(world.stepStates(id)).containsOnly(PUBLISHED);
    }

    @Test
    void stepsWaitForTheirPublisher() {
        DeliveryId id = world.thread("p1", DUE, 1);
        world.network.publishes((context, prepared) -> {
            world.publishers.pullOut(World.NETWORK);
            return world.network.published("r1");
        });
        world.advanceTo(DUE.plusSeconds(20));
        assertThat(world.stepStates(id)).containsExactly(WAITING, WAITING);

        world.publishers.plugIn(world.network);
        world.settle();

        assertThat(world.stepStates(id)).containsOnly(PUBLISHED);
    }

    @Test
    void unavailableNetworkIsTriedAgainAndGivenUpInTheEnd() {
        DeliveryId id = world.thread("p1", DUE, 0);
        ScriptedPublisher.Following down = (context, step) -> new Unavailable("down");
        world.network.follows(Collections.nCopies(400, down).toArray(ScriptedPublisher.Following[]::new));

        world.advanceTo(DUE.plusSeconds(600));
        assertThat(world.stepStates(id)).containsExactly(RETRYING);
        world.advanceTo(DUE.plus(Duration.ofHours(25)));

        assertThat(world.stepStates(id)).containsExactly(FAILED);
        assertThat(step(id, 0).problem().orElseThrow().code()).isEqualTo("gave-up");
    }

    @Test
    void partIsPreparedWhereItsNetworkPreparesAhead() {
        World preparing = new World(Duration.ofMinutes(10)).start();
        preparing.network.preparesSteps((context, previous) -> {
            context.checkpoint(new PreparedValue("half"));
            return new Unavailable("down");
        });
        DeliveryId id = preparing.thread("p1", DUE, 1);

        preparing.advanceTo(DUE.plusSeconds(30));

        assertThat(preparing.stepStates(id)).containsOnly(PUBLISHED);
        assertThat(preparing.network.stepCalls())
                .extracting(call -> call.prepared().value())
                .containsOnly("step");
    }

    @Test
    void permalinkThatIsToldLaterIsLookedUp() {
        world.network
                .publishes((context, prepared) -> new Published(new Publication("r1", Optional.empty(), world.now())))
                .follows((context, step) -> new Unavailable("not indexed yet"), (context, step) -> {
                    assertThat(step.kind()).isEqualTo(Step.Kind.PERMALINK);
                    return world.network.published("r1");
                });
        DeliveryId id = world.post("p1", DUE);

        world.advanceTo(DUE.plusSeconds(10));

        assertThat(world.stepStates(id)).containsExactly(PUBLISHED);
        assertThat(world.delivery(id).publication().orElseThrow().permalink().orElseThrow())
                .hasToString("https://network.test/r1");
    }

    @Test
    void processThatDiesDuringAStepLooksItUpAndGoesOn() {
        DeliveryId id = world.thread("p1", DUE, 3);
        world.network
                .follows(published(), (context, step) -> {
                    world.kill();
                    return world.network.published("accepted");
                })
                .reconcilesSteps((context, step, attempt) -> new ReconcileOutcome.Found(
                        world.network.published("accepted").publication()));
        world.advanceTo(DUE);

        world.start().settle();

        assertThat(world.network.stepCalls())
                .extracting(StepCall::text)
                .containsExactly("p1-c", "p1-1", "p1-2", "p1-3");
        assertThat(world.network.stepsAsked()).hasSize(1);
        assertThat(world.network.calls()).hasSize(1);
        assertThat(world.stepStates(id)).containsOnly(PUBLISHED);
    }

    @Test
    void stepsOfAPostWhoseAnswerWasOnlyNotedFollowAfterARestart() {
        DeliveryId id = world.thread("p1", DUE, 2);
        world.advanceTo(DUE.minusMillis(1));
        world.store.down(true);
        world.advanceTo(DUE.plusMillis(1));
        world.store.down(false);

        world.kill().start().settle();

        assertThat(world.network.calls()).hasSize(1);
        assertThat(world.stepStates(id)).containsExactly(PUBLISHED, PUBLISHED, PUBLISHED);
    }
}
