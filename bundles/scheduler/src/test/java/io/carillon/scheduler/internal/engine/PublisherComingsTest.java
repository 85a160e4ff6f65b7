package io.carillon.scheduler.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.api.model.Account;
import io.carillon.api.model.AccountStatus;
import io.carillon.api.model.DeliveryId;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.Grant;
import io.carillon.api.model.Platform;
import io.carillon.api.model.WaitReason;
import io.carillon.api.publisher.ReconcileOutcome;
import io.carillon.scheduler.world.FaultyStore;
import io.carillon.scheduler.world.ScriptedPublisher;
import io.carillon.scheduler.world.World;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PublisherComingsTest {

    private static final Instant DUE = World.START.plusSeconds(600);
    private static final Platform OTHER = new Platform("other");
    private static final Account STRANGER = Account.of(OTHER, "@stranger", "Stranger", Grant.none());

    private final World world = new World().start();

    @Test
    void postWaitsForAPublisherThatIsAbsentAndGoesOutWhenItComes() {
        world.accounts.add(STRANGER);
        DeliveryId id = world.post("p1", DUE, STRANGER);

        world.advanceTo(DUE.plusSeconds(2));
        assertThat(world.state(id)).isEqualTo(DeliveryState.WAITING);
        assertThat(world.delivery(id).waitReason()).contains(WaitReason.PUBLISHER_ABSENT);

        world.publishers.plugIn(new ScriptedPublisher(world.timer, OTHER, Duration.ZERO));
        world.settle();
        assertThat(world.state(id)).isEqualTo(DeliveryState.PUBLISHED);
    }

    @Test
    void absentPublisherHoldsUpNobodyElse() {
        world.accounts.add(STRANGER);
        world.post("p1", DUE.minusMillis(1), STRANGER);
        world.post("p2", DUE);

        world.advanceTo(DUE);

        assertThat(world.network.calls()).extracting(ScriptedPublisher.Call::at).containsExactly(DUE);
    }

    @Test
    void publisherThatLeavesBetweenArmingAndTheInstantLeavesThePostWaiting() {
        DeliveryId id = world.post("p1", DUE);
        world.advanceTo(DUE.minusMillis(500));
        assertThat(world.state(id)).isEqualTo(DeliveryState.ARMED);

        world.publishers.pullOut(World.NETWORK);
        world.advanceTo(DUE.plusSeconds(1));
        assertThat(world.network.calls()).isEmpty();
        assertThat(world.delivery(id).waitReason()).contains(WaitReason.PUBLISHER_ABSENT);

        world.publishers.plugIn(world.network);
        world.settle();
        assertThat(world.state(id)).isEqualTo(DeliveryState.PUBLISHED);
    }

    @Test
    void publisherThatIsBackBeforeItIsStoredThatThePostWaitsForItIsNotMissed() {
        DeliveryId id = world.post("p1", DUE);
        world.advanceTo(DUE.minusMillis(500));
        world.publishers.pullOut(World.NETWORK);
        world.timer.schedule(DUE, () -> world.workers.loader().execute(() -> {
            world.store.failAt(world.store.calls().size(), FaultyStore.When.BEFORE);
            world.publishers.plugIn(world.network);
        }));

        world.advanceTo(DUE.plusSeconds(1));

        assertThat(world.store.calls()).contains("unpark");
        assertThat(world.state(id)).isEqualTo(DeliveryState.PUBLISHED);
    }

    @Test
    void accountThatIsConnectedBeforeItIsStoredThatThePostWaitsForItIsNotMissed() {
        world.accounts.add(World.ACCOUNT.withStatus(AccountStatus.NEEDS_RECONNECT));
        world.accounts.afterNextLook(() -> {
            world.accounts.add(World.ACCOUNT);
            world.store.sound().unparkAccount(World.ACCOUNT.id(), world.now());
        });
        DeliveryId id = world.post("p1", DUE);

        world.advanceTo(DUE.plusSeconds(1));

        assertThat(world.state(id)).isEqualTo(DeliveryState.PUBLISHED);
    }

    @Test
    void publisherThatIsBackWithinTheGraceIsNotMissed() {
        world.post("p1", DUE);
        world.advanceTo(DUE.minusSeconds(5));

        world.publishers.pullOut(World.NETWORK);
        world.advanceTo(DUE.minusSeconds(3));
        world.publishers.plugIn(world.network);
        world.advanceTo(DUE);

        assertThat(world.network.calls()).extracting(ScriptedPublisher.Call::at).containsExactly(DUE);
    }

    @Test
    void doubtWaitsForItsPublisherToo() {
        DeliveryId id = world.post("p1", DUE);
        world.network
                .publishes((context, prepared) -> {
                    world.publishers.pullOut(World.NETWORK);
                    return null;
                })
                .reconciles((context, attempt) -> new ReconcileOutcome.Found(
                        world.network.published("found").publication()));

        world.advanceTo(DUE.plusSeconds(20));
        assertThat(world.state(id)).isEqualTo(DeliveryState.IN_DOUBT);
        assertThat(world.delivery(id).wakeAt()).isEmpty();

        world.publishers.plugIn(world.network);
        world.settle();
        assertThat(world.state(id)).isEqualTo(DeliveryState.PUBLISHED);
    }

    @Test
    void everyUseOfAPublisherIsGivenBack() {
        world.post("p1", DUE);
        world.network.publishes((context, prepared) -> {
            throw new IllegalStateException("bug");
        });

        world.advanceTo(DUE.plusSeconds(60));

        assertThat(world.network.calls()).hasSize(2);
        assertThat(world.publishers.uses()).isZero();
    }
}
