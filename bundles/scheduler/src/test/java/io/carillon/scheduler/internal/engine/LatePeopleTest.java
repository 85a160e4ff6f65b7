package io.carillon.scheduler.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.api.model.AccountStatus;
import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryId;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.MissedPolicy;
import io.carillon.api.model.Post;
import io.carillon.api.model.PostId;
import io.carillon.api.model.Problem;
import io.carillon.api.model.Schedule;
import io.carillon.api.model.Step;
import io.carillon.api.model.UserId;
import io.carillon.api.model.WaitReason;
import io.carillon.api.model.Workspace;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.publisher.ReauthorisationNeeded;
import io.carillon.api.publisher.Rejected;
import io.carillon.api.publisher.Throttled;
import io.carillon.api.publisher.Unavailable;
import io.carillon.api.service.Posts;
import io.carillon.api.store.PostWithDeliveries;
import io.carillon.core.internal.post.Office;
import io.carillon.scheduler.world.ScriptedPublisher;
import io.carillon.scheduler.world.World;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** People approve, reconnect, install, cancel and decide late; the engine and the workspace's policy take it from there. */
class LatePeopleTest {

    private static final OptionalLong ANY = OptionalLong.empty();
    private static final WorkspaceId HERE = Workspace.DEFAULT_ID;
    private static final Instant DUE = World.START.plusSeconds(600);

    private final World world = new World();
    private final Office office = world.office();
    private final Posts posts = office.posts();

    private static Post post(String caption) {
        return Post.to(World.ACCOUNT)
                .caption(caption)
                .schedule(Schedule.at(DUE, ZoneOffset.UTC))
                .build();
    }

    private static DeliveryId only(PostWithDeliveries view) {
        return view.deliveries().get(0).id();
    }

    private void want(MissedPolicy.Rule rule) {
        world.missed = new MissedPolicy(rule, Duration.ofHours(1));
    }

    @Test
    void approvedInTimeGoesOutAtItsInstantAndUnapprovedNever() {
        office.wantApproval(true);
        world.start();
        PostId approved = posts.create(HERE, post("yes")).post().id();
        DeliveryId silent = only(posts.create(HERE, post("no")));

        posts.approve(HERE, approved, ANY, Office.APPROVER);
        world.advanceTo(DUE.plus(Duration.ofDays(2)));

        assertThat(world.network.calls()).hasSize(1);
        assertThat(world.network.calls().get(0).at()).isEqualTo(DUE);
        assertThat(world.state(silent)).isEqualTo(DeliveryState.WAITING);
    }

    @ParameterizedTest
    @CsvSource({
        "PUBLISH_LATE, 30, PUBLISHED",
        "PUBLISH_LATE, 90, MISSED",
        "HOLD, 30, MISSED",
        "SKIP, 30, CANCELLED",
        "HOLD, 0, PUBLISHED"
    })
    void approvalThatComesLateIsJudgedByThePolicy(MissedPolicy.Rule rule, int minutes, DeliveryState state) {
        want(rule);
        office.wantApproval(true);
        world.start();
        PostWithDeliveries view = posts.create(HERE, post("late"));
        world.advanceTo(DUE.plus(Duration.ofMinutes(minutes)));

        posts.approve(HERE, view.post().id(), ANY, Office.APPROVER);
        world.settle();

        assertThat(world.state(only(view))).isEqualTo(state);
        assertThat(world.network.calls()).hasSize(state == DeliveryState.PUBLISHED ? 1 : 0);
        if (state == DeliveryState.CANCELLED) {
            assertThat(world.delivery(only(view)).problem().orElseThrow().code())
                    .isEqualTo("missed");
        }
    }

    @ParameterizedTest
    @CsvSource({"PUBLISH_LATE, 30, PUBLISHED", "PUBLISH_LATE, 90, MISSED", "HOLD, 30, MISSED", "SKIP, 30, CANCELLED"})
    void reconnectingThatComesLateIsJudgedByThePolicyAlthoughItWasTried(
            MissedPolicy.Rule rule, int minutes, DeliveryState state) {
        want(rule);
        world.start();
        world.network.publishes((context, prepared) -> new ReauthorisationNeeded("The password was changed"));
        DeliveryId id = only(posts.create(HERE, post("p")));
        world.advanceTo(DUE.plus(Duration.ofMinutes(minutes)));
        assertThat(world.delivery(id).waitReason()).contains(WaitReason.ACCOUNT_NEEDS_RECONNECT);

        world.accounts.add(World.ACCOUNT.withStatus(AccountStatus.CONNECTED));
        world.store.sound().unparkAccount(World.ACCOUNT.id(), world.now());
        world.engine().nudge();
        world.settle();

        assertThat(world.state(id)).isEqualTo(state);
        assertThat(world.network.calls()).hasSize(state == DeliveryState.PUBLISHED ? 2 : 1);
    }

    @ParameterizedTest
    @CsvSource({"PUBLISH_LATE, 30, PUBLISHED", "PUBLISH_LATE, 90, MISSED", "HOLD, 30, MISSED", "SKIP, 30, CANCELLED"})
    void publisherThatComesLateIsJudgedByThePolicy(MissedPolicy.Rule rule, int minutes, DeliveryState state) {
        want(rule);
        world.start();
        DeliveryId id = only(posts.create(HERE, post("p")));
        world.publishers.pullOut(World.NETWORK);
        world.advanceTo(DUE.plus(Duration.ofMinutes(minutes)));
        assertThat(world.delivery(id).waitReason()).contains(WaitReason.PUBLISHER_ABSENT);

        world.publishers.plugIn(world.network);
        world.settle();

        assertThat(world.state(id)).isEqualTo(state);
    }

    @Test
    void missedPostIsRescheduledPublishedNowOrCancelled() {
        want(MissedPolicy.Rule.HOLD);
        PostId moved = posts.create(HERE, post("moved")).post().id();
        PostId now = posts.create(HERE, post("now")).post().id();
        PostId gone = posts.create(HERE, post("gone")).post().id();
        world.advanceTo(DUE.plus(Duration.ofHours(2)));
        world.start();
        assertThat(List.of(moved, now, gone))
                .allSatisfy(id -> assertThat(posts.get(HERE, id).state()).isEqualTo(DeliveryState.MISSED));

        Instant later = world.now().plusSeconds(300);
        posts.schedule(HERE, moved, ANY, Schedule.at(later, ZoneOffset.UTC));
        posts.publishNow(HERE, now, ANY);
        posts.cancel(HERE, gone, ANY, UserId.CONSOLE);
        world.advanceTo(later.plusSeconds(60));

        assertThat(posts.get(HERE, moved).state()).isEqualTo(DeliveryState.PUBLISHED);
        assertThat(posts.get(HERE, now).state()).isEqualTo(DeliveryState.PUBLISHED);
        assertThat(posts.get(HERE, gone).state()).isEqualTo(DeliveryState.CANCELLED);
        assertThat(world.network.calls()).extracting(call -> call.at()).containsExactly(later.minusSeconds(300), later);
    }

    @Test
    void cancelledPostCanBeADraftAgainAndThenGoOut() {
        world.start();
        world.network.publishes((context, prepared) -> new Throttled(DUE.plusSeconds(600), "Too many"));
        PostId id = posts.create(HERE, post("p")).post().id();
        world.advanceTo(DUE.plusMillis(100));
        assertThat(posts.get(HERE, id).state()).isEqualTo(DeliveryState.RETRYING);

        posts.cancel(HERE, id, ANY, UserId.CONSOLE);
        world.advance(Duration.ofHours(1));
        assertThat(world.network.calls()).hasSize(1);
        posts.edit(HERE, id, ANY, post("p").withSchedule(Optional.empty()));
        assertThat(posts.get(HERE, id).state()).isEqualTo(DeliveryState.DRAFT);
        posts.publishNow(HERE, id, ANY);
        world.settle();

        assertThat(posts.get(HERE, id).state()).isEqualTo(DeliveryState.PUBLISHED);
        assertThat(world.network.calls()).hasSize(2);
    }

    @Test
    void cancellingWhatIsPublishedStopsTheStepsThatAreYetToComeAndLeavesTheRest() {
        world.start();
        world.network.follows(
                (context, step) -> world.network.published("comment"),
                (context, step) -> new Throttled(DUE.plusSeconds(600), "Too many"));
        DeliveryId id = world.thread("p", DUE, 2);
        world.advanceTo(DUE.plusMillis(100));
        assertThat(world.stepStates(id))
                .containsExactly(DeliveryState.PUBLISHED, DeliveryState.RETRYING, DeliveryState.SCHEDULED);

        posts.cancel(HERE, new PostId("p"), ANY, UserId.CONSOLE);
        world.advance(Duration.ofDays(2));

        assertThat(world.state(id)).isEqualTo(DeliveryState.PUBLISHED);
        assertThat(world.stepStates(id))
                .containsExactly(DeliveryState.PUBLISHED, DeliveryState.CANCELLED, DeliveryState.CANCELLED);
        assertThat(world.network.stepCalls()).hasSize(2);
        assertThat(world.network.calls()).hasSize(1);
    }

    @Test
    void stepThatFailedOrIsInDoubtIsSettledByItsOwnIdAndThePostStaysAsItIs() {
        world.start();
        world.network.follows(
                (context, step) -> world.network.published("comment"),
                (context, step) -> Rejected.of("too-long", "Too long"));
        DeliveryId id = world.thread("p", DUE, 2);
        world.advanceTo(DUE.plusMillis(100));
        Delivery part = world.steps(id).stream()
                .filter(step -> step.step().orElseThrow().kind() == Step.Kind.THREAD_PART)
                .findFirst()
                .orElseThrow();
        assertThat(part.state()).isEqualTo(DeliveryState.FAILED);

        posts.retry(HERE, part.id(), UserId.CONSOLE);
        world.advance(Duration.ofSeconds(10));

        assertThat(world.stepStates(id)).containsOnly(DeliveryState.PUBLISHED);
        assertThat(world.network.calls()).hasSize(1);
        assertThat(world.state(id)).isEqualTo(DeliveryState.PUBLISHED);
    }

    /** A post that a network refuses to take for hours, until that is over. */
    private DeliveryId triedUntilOver(AtomicBoolean down) {
        ScriptedPublisher.Publishing flaky =
                (context, prepared) -> down.get() ? new Unavailable("down") : world.network.published("p");
        world.network.publishes(Collections.nCopies(200, flaky).toArray(ScriptedPublisher.Publishing[]::new));
        DeliveryId id = only(posts.create(HERE, post("p")));
        world.advanceTo(DUE.plus(Duration.ofHours(3)));
        return id;
    }

    private void armed(DeliveryId id) {
        while (world.state(id) != DeliveryState.ARMED) {
            world.advance(Duration.ofMillis(100));
        }
    }

    private void comesBack(AtomicBoolean down, DeliveryId id) {
        world.advance(Duration.ofMinutes(20));
        assertThat(world.state(id)).isEqualTo(DeliveryState.WAITING);
        down.set(false);
        world.publishers.plugIn(world.network);
        world.settle();
    }

    @Test
    void publisherThatIsReplacedWhileAPostIsBeingTriedMakesNothingLate() {
        world.start();
        AtomicBoolean down = new AtomicBoolean(true);
        DeliveryId id = triedUntilOver(down);

        world.publishers.pullOut(World.NETWORK);
        comesBack(down, id);

        assertThat(world.state(id)).isEqualTo(DeliveryState.PUBLISHED);
    }

    @Test
    void publisherThatIsReplacedWhileAPostIsArmedForItsNextTryMakesNothingLate() {
        world.start();
        AtomicBoolean down = new AtomicBoolean(true);
        DeliveryId id = triedUntilOver(down);
        armed(id);

        world.publishers.pullOut(World.NETWORK);
        comesBack(down, id);

        assertThat(world.state(id)).isEqualTo(DeliveryState.PUBLISHED);
    }

    @Test
    void serverThatIsStoppedWhileAPostIsArmedForItsNextTryAndStartsWithoutThePublisherMakesNothingLate() {
        world.start();
        AtomicBoolean down = new AtomicBoolean(true);
        DeliveryId id = triedUntilOver(down);
        armed(id);

        world.stop();
        world.publishers.pullOut(World.NETWORK);
        world.start();
        comesBack(down, id);

        assertThat(world.state(id)).isEqualTo(DeliveryState.PUBLISHED);
    }

    @Test
    void publisherThatGoesWhileAPostIsArmedForItsNextTryAndComesLateIsJudgedByThePolicy() {
        world.start();
        AtomicBoolean down = new AtomicBoolean(true);
        DeliveryId id = triedUntilOver(down);
        armed(id);

        world.publishers.pullOut(World.NETWORK);
        world.advance(Duration.ofDays(1));
        comesBack(down, id);

        assertThat(world.state(id)).isEqualTo(DeliveryState.MISSED);
    }

    @Test
    void publisherThatGoesAfterATryAndComesLateIsJudgedByThePolicyToo() {
        world.start();
        world.network.publishes((context, prepared) -> {
            world.publishers.pullOut(World.NETWORK);
            return new Unavailable("down");
        });
        DeliveryId id = only(posts.create(HERE, post("p")));
        world.advanceTo(DUE.plus(Duration.ofDays(3)));
        assertThat(world.delivery(id).attempts()).isEqualTo(1);
        assertThat(world.delivery(id).problem()).contains(Problem.publisherAbsent(World.NETWORK, false));

        world.publishers.plugIn(world.network);
        world.settle();

        assertThat(world.state(id)).isEqualTo(DeliveryState.MISSED);
        assertThat(world.network.calls()).hasSize(1);
    }
}
