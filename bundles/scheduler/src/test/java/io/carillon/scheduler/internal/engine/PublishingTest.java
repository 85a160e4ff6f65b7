package io.carillon.scheduler.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.api.model.AccountStatus;
import io.carillon.api.model.Attempt;
import io.carillon.api.model.Attempt.Kind;
import io.carillon.api.model.Attempt.Result;
import io.carillon.api.model.DeliveryId;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.WaitReason;
import io.carillon.api.publisher.Indeterminate;
import io.carillon.api.publisher.ReauthorisationNeeded;
import io.carillon.api.publisher.ReconcileOutcome;
import io.carillon.api.publisher.Rejected;
import io.carillon.api.publisher.Throttled;
import io.carillon.api.publisher.Unavailable;
import io.carillon.scheduler.world.ScriptedPublisher;
import io.carillon.scheduler.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PublishingTest {

    private static final Instant DUE = World.START.plusSeconds(3600);

    private final World world = new World().start();

    @Test
    void postGoesOutAtItsInstantAndNotBefore() {
        DeliveryId id = world.post("p1", DUE);

        world.advanceTo(DUE.minusNanos(1000));
        assertThat(world.network.calls()).isEmpty();

        world.advanceTo(DUE);
        assertThat(world.network.calls()).extracting(ScriptedPublisher.Call::at).containsExactly(DUE);
        assertThat(world.state(id)).isEqualTo(DeliveryState.PUBLISHED);
        assertThat(world.delivery(id).lateness()).contains(Duration.ZERO);
        assertThat(world.delivery(id).publication().orElseThrow().remoteId()).isEqualTo("r1");
        assertThat(world.delivery(id).wakeAt()).isEmpty();
        assertThat(world.attempts(id)).extracting(Attempt::result).containsExactly(Result.PUBLISHED);
    }

    @Test
    void deliveryIsArmedWithinTwoSecondsOfItsInstant() {
        DeliveryId id = world.post("p1", DUE);

        world.advanceTo(DUE.minusSeconds(2).minusMillis(1));
        assertThat(world.state(id)).isEqualTo(DeliveryState.SCHEDULED);

        world.advanceTo(DUE.minusMillis(900));
        assertThat(world.state(id)).isEqualTo(DeliveryState.ARMED);
        assertThat(world.engine().status().armed()).isEqualTo(1);
    }

    @Test
    void nothingIsReadFromTheStoreBetweenArmingAndTheCall() {
        world.post("p1", DUE);
        world.advanceTo(DUE.minusMillis(1));
        int before = world.store.calls().size();
        world.network.publishes((context, prepared) -> {
            assertThat(world.store.calls()).hasSize(before);
            return world.network.published("x");
        });

        world.advanceTo(DUE);

        assertThat(world.network.calls()).hasSize(1);
    }

    @Test
    void everyPostOfOneInstantGoesOutAndIsClaimedAndStoredInGroups() {
        IntStream.range(0, 2000).forEach(i -> world.post("p" + i, DUE));
        world.advanceTo(DUE.minusSeconds(3));
        world.store.calls().clear();

        world.advanceTo(DUE.plusSeconds(1));

        assertThat(world.network.calls()).hasSize(2000).allMatch(call -> call.at()
                .equals(DUE));
        assertThat(world.store.calls()).filteredOn("settle"::equals).hasSizeLessThanOrEqualTo(100);
        assertThat(world.store.calls()).filteredOn("claim"::equals).hasSizeLessThanOrEqualTo(10);
    }

    @Test
    void postMadeForNowGoesOutWithoutWaiting() {
        DeliveryId id = world.post("p1", world.now());

        assertThat(world.state(id)).isEqualTo(DeliveryState.PUBLISHED);
    }

    @Test
    void throttledPostIsRetriedAtTheTimeTheNetworkGave() {
        Instant allowed = DUE.plusSeconds(90);
        world.network.publishes((context, prepared) -> new Throttled(allowed, "slow down"));
        DeliveryId id = world.post("p1", DUE);

        world.advanceTo(DUE.plusSeconds(1));
        assertThat(world.state(id)).isEqualTo(DeliveryState.RETRYING);
        assertThat(world.delivery(id).retryAt()).contains(allowed);

        world.advanceTo(allowed.minusNanos(1000));
        assertThat(world.network.calls()).hasSize(1);
        world.advanceTo(allowed);
        assertThat(world.network.calls()).hasSize(2);
        assertThat(world.network.calls().get(1).at()).isEqualTo(allowed);
        assertThat(world.network.calls())
                .extracting(ScriptedPublisher.Call::key)
                .containsOnly("key-p1");
        assertThat(world.state(id)).isEqualTo(DeliveryState.PUBLISHED);
        assertThat(world.attempts(id)).extracting(Attempt::result).containsExactly(Result.THROTTLED, Result.PUBLISHED);
    }

    @Test
    void unavailableNetworkIsTriedAgainUntilItTakesThePost() {
        world.network.publishes(
                (context, prepared) -> new Unavailable("down"), (context, prepared) -> new Unavailable("down"));
        DeliveryId id = world.post("p1", DUE);

        world.advanceTo(DUE.plusSeconds(10));

        assertThat(world.network.calls()).hasSize(3);
        assertThat(world.state(id)).isEqualTo(DeliveryState.PUBLISHED);
        assertThat(world.delivery(id).attempts()).isEqualTo(3);
        assertThat(world.delivery(id).problem()).isEmpty();
    }

    @Test
    void networkThatStaysAwayForADayIsGivenUp() {
        world.network.publishes(IntStream.range(0, 2000)
                .<ScriptedPublisher.Publishing>mapToObj(i -> (context, prepared) -> new Unavailable("down"))
                .toArray(ScriptedPublisher.Publishing[]::new));
        DeliveryId id = world.post("p1", DUE);

        world.advanceTo(DUE.plus(Duration.ofHours(25)));

        assertThat(world.state(id)).isEqualTo(DeliveryState.FAILED);
        assertThat(world.delivery(id).problem().orElseThrow().code()).isEqualTo("gave-up");
        assertThat(world.delivery(id).wakeAt()).isEmpty();
        assertThat(world.network.calls().size()).isGreaterThan(50);
    }

    @Test
    void rejectedPostFailsWithTheNetworksWords() {
        world.network.publishes((context, prepared) -> Rejected.of("too-long", "At most 500 characters."));
        DeliveryId id = world.post("p1", DUE);

        world.advanceTo(DUE.plusSeconds(60));

        assertThat(world.network.calls()).hasSize(1);
        assertThat(world.state(id)).isEqualTo(DeliveryState.FAILED);
        assertThat(world.delivery(id).problem().orElseThrow().code()).isEqualTo("too-long");
    }

    @Test
    void revokedGrantMakesThePostWaitAndItsOwnerBeAsked() {
        world.network.publishes((context, prepared) -> new ReauthorisationNeeded("The grant was revoked."));
        DeliveryId first = world.post("p1", DUE);
        DeliveryId second = world.post("p2", DUE.plusSeconds(60));

        world.advanceTo(DUE.plusSeconds(120));

        assertThat(world.network.calls()).hasSize(1);
        assertThat(world.accounts.status(World.ACCOUNT.id())).isEqualTo(AccountStatus.NEEDS_RECONNECT);
        assertThat(world.delivery(first).waitReason()).contains(WaitReason.ACCOUNT_NEEDS_RECONNECT);
        assertThat(world.delivery(second).waitReason()).contains(WaitReason.ACCOUNT_NEEDS_RECONNECT);
    }

    @Test
    void reconnectedAccountPublishesWhatWaited() {
        world.network.publishes((context, prepared) -> new ReauthorisationNeeded("The grant was revoked."));
        DeliveryId id = world.post("p1", DUE);
        world.advanceTo(DUE.plusSeconds(120));

        world.accounts.add(World.ACCOUNT);
        world.store.sound().unpark(World.NETWORK, WaitReason.ACCOUNT_NEEDS_RECONNECT, world.now());
        world.engine().nudge();
        world.settle();

        assertThat(world.state(id)).isEqualTo(DeliveryState.PUBLISHED);
    }

    @Test
    void accountThatIsGoneMakesThePostWaitForIt() {
        DeliveryId id = world.post("p1", DUE);
        world.accounts.remove(World.ACCOUNT.id());

        world.advanceTo(DUE);

        assertThat(world.network.calls()).isEmpty();
        assertThat(world.delivery(id).waitReason()).contains(WaitReason.ACCOUNT_NEEDS_RECONNECT);
        assertThat(world.delivery(id).problem().orElseThrow().detail()).contains("bell.creator", "choose another");
    }

    @Test
    void lostAnswerIsLookedUpBeforeAnythingIsSentAgain() {
        world.network
                .publishes((context, prepared) -> new Indeterminate("reset"))
                .reconciles((context, attempt) -> new ReconcileOutcome.Found(
                        world.network.published("found").publication()));
        DeliveryId id = world.post("p1", DUE);

        world.advanceTo(DUE.plusSeconds(1));

        assertThat(world.network.calls()).hasSize(1);
        assertThat(world.network.asked()).hasSize(1);
        assertThat(world.network.asked().get(0).startedAt()).isEqualTo(DUE);
        assertThat(world.state(id)).isEqualTo(DeliveryState.PUBLISHED);
        assertThat(world.delivery(id).publication().orElseThrow().remoteId()).isEqualTo("found");
        assertThat(world.attempts(id)).extracting(Attempt::kind).containsExactly(Kind.PUBLISH, Kind.RECONCILE);
    }

    @Test
    void lostCallThatSurelyDidNotGetThroughIsSentAgainUnderTheSameKey() {
        world.network.publishes((context, prepared) -> new Indeterminate("reset"));
        DeliveryId id = world.post("p1", DUE);

        world.advanceTo(DUE.plusSeconds(1));

        assertThat(world.network.calls()).hasSize(2);
        assertThat(world.network.calls())
                .extracting(ScriptedPublisher.Call::key)
                .containsOnly("key-p1");
        assertThat(world.state(id)).isEqualTo(DeliveryState.PUBLISHED);
        assertThat(world.attempts(id))
                .extracting(Attempt::result)
                .containsExactly(Result.INDETERMINATE, Result.ABSENT, Result.PUBLISHED);
    }

    @Test
    void publisherThatThrowsLeavesADoubtAndNoSecret() {
        world.network
                .publishes((context, prepared) -> {
                    throw new IllegalStateException("POST /?token=s3cret-token failed");
                })
                .reconciles((context, attempt) -> new ReconcileOutcome.Unknown("no way to look"));
        DeliveryId id = world.post("p1", DUE);

        world.advanceTo(DUE.plusSeconds(1));

        assertThat(world.state(id)).isEqualTo(DeliveryState.IN_DOUBT);
        assertThat(world.attempts(id).get(0).result()).isEqualTo(Result.INDETERMINATE);
        assertThat(world.attempts(id).get(0).detail())
                .contains("IllegalStateException")
                .doesNotContain("s3cret");
    }

    @Test
    void publisherThatCannotBeLinkedLeavesADoubt() {
        world.network
                .publishes((context, prepared) -> {
                    throw new NoClassDefFoundError("com/example/Client");
                })
                .reconciles((context, attempt) -> new ReconcileOutcome.Unknown("no way to look"));
        DeliveryId id = world.post("p1", DUE);

        world.advanceTo(DUE.plusSeconds(1));

        assertThat(world.state(id)).isEqualTo(DeliveryState.IN_DOUBT);
    }

    @Test
    void publisherThatReturnsNothingLeavesADoubt() {
        world.network
                .publishes((context, prepared) -> null)
                .reconciles((context, attempt) -> new ReconcileOutcome.Unknown("no way to look"));
        DeliveryId id = world.post("p1", DUE);

        world.advanceTo(DUE.plusSeconds(1));

        assertThat(world.state(id)).isEqualTo(DeliveryState.IN_DOUBT);
        assertThat(world.delivery(id).problem().orElseThrow().detail()).contains("no way to look");
        assertThat(world.delivery(id).wakeAt()).isEmpty();
    }

    @Test
    void editMovesAPostThatIsNotYetArmed() {
        DeliveryId id = world.post("p1", DUE);
        world.advanceTo(DUE.minusSeconds(10));

        world.edit(id, DUE.plusSeconds(600));
        world.advanceTo(DUE.plusSeconds(300));
        assertThat(world.network.calls()).isEmpty();

        world.advanceTo(DUE.plusSeconds(600));
        assertThat(world.network.calls()).hasSize(1);
        assertThat(world.network.calls().get(0).key()).isEqualTo("key-d-p1-2");
    }

    @Test
    void postMovedForwardGoesOutAtItsNewInstant() {
        DeliveryId id = world.post("p1", DUE);
        Instant sooner = world.now().plusSeconds(1);

        world.edit(id, sooner);
        world.advanceTo(sooner);

        assertThat(world.network.calls()).extracting(ScriptedPublisher.Call::at).containsExactly(sooner);
    }

    @Test
    void editOfAnArmedPostIsRefusedByTheStore() {
        DeliveryId id = world.post("p1", DUE);
        world.advanceTo(DUE.minusMillis(100));

        assertThat(world.state(id).isEditable()).isFalse();
    }
}
