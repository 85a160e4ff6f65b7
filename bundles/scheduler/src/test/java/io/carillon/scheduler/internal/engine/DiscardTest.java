package io.carillon.scheduler.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.api.model.DeliveryId;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.MissedPolicy;
import io.carillon.api.publisher.PreparedValue;
import io.carillon.scheduler.world.World;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What an edit makes useless of what was prepared is handed to the publisher. */
class DiscardTest {

    private static final Instant DUE = World.START.plusSeconds(3600);
    private static final PreparedValue PREPARED = new PreparedValue("prepared");

    private final World world = new World(Duration.ofMinutes(10)).start();

    private DeliveryId preparedAndMoved() {
        DeliveryId id = world.post("p", DUE);
        world.advanceTo(DUE.minusSeconds(300));
        world.edit(id, DUE.plusSeconds(600));
        return id;
    }

    @Test
    void itIsDiscardedOnce() {
        DeliveryId id = preparedAndMoved();

        world.advanceTo(DUE.plusSeconds(700));

        assertThat(world.network.discarded()).containsExactly(PREPARED);
        assertThat(world.state(id)).isEqualTo(DeliveryState.PUBLISHED);
        assertThat(world.publishers.uses()).isZero();
    }

    @Test
    void failureOfItHurtsNobody() {
        world.network.failsToDiscard(new IllegalStateException("No."));
        DeliveryId id = preparedAndMoved();

        world.advanceTo(DUE.plusSeconds(700));

        assertThat(world.network.discarded()).hasSize(1);
        assertThat(world.state(id)).isEqualTo(DeliveryState.PUBLISHED);
        assertThat(world.publishers.uses()).isZero();
    }

    @Test
    void nothingIsDiscardedOfWhatIsPublished() {
        world.post("p", DUE);

        world.advanceTo(DUE.plusSeconds(100));

        assertThat(world.network.discarded()).isEmpty();
    }

    @Test
    void whatIsSkippedLeavesWhatWasPrepared() {
        world.missed = new MissedPolicy(MissedPolicy.Rule.SKIP, Duration.ZERO);
        DeliveryId id = world.post("p", DUE);
        world.advanceTo(DUE.minusSeconds(300));
        world.publishers.pullOut(World.NETWORK);
        world.advanceTo(DUE.plusSeconds(7200));
        assertThat(world.network.visits()).hasSize(1);

        world.publishers.plugIn(world.network);
        world.advance(Duration.ofSeconds(60));

        assertThat(world.state(id)).isEqualTo(DeliveryState.CANCELLED);
        assertThat(world.network.discarded()).containsExactly(PREPARED);
    }

    @Test
    void itWaitsForItsPublisher() {
        preparedAndMoved();
        world.publishers.pullOut(World.NETWORK);
        world.advance(Duration.ofSeconds(60));
        assertThat(world.network.discarded()).isEmpty();

        world.publishers.plugIn(world.network);
        world.advance(Duration.ofSeconds(60));

        assertThat(world.network.discarded()).containsExactly(PREPARED);
    }
}
