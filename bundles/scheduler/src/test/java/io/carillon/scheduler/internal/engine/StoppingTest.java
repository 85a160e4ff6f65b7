package io.carillon.scheduler.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.api.model.DeliveryId;
import io.carillon.api.model.DeliveryState;
import io.carillon.scheduler.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class StoppingTest {

    private static final Instant DUE = World.START.plusSeconds(600);

    private final World world = new World().start();

    @Test
    void whatIsArmedIsGivenBackWithoutATrace() {
        DeliveryId id = world.post("p1", DUE);
        world.advanceTo(DUE.minusMillis(500));

        CompletableFuture<Void> stopped = world.stop();
        world.advance(Duration.ofMillis(10));

        assertThat(stopped).isCompleted();
        assertThat(world.state(id)).isEqualTo(DeliveryState.SCHEDULED);
        assertThat(world.delivery(id).wakeAt()).contains(DUE);
        assertThat(world.attempts(id)).isEmpty();
        world.advanceTo(DUE.plusSeconds(1));
        assertThat(world.network.calls()).isEmpty();
        assertThat(world.engine().status().running()).isFalse();
    }

    @Test
    void theNextEngineTakesItUp() {
        DeliveryId id = world.post("p1", DUE);
        world.advanceTo(DUE.minusMillis(500));
        world.stop();

        world.start().advanceTo(DUE);

        assertThat(world.state(id)).isEqualTo(DeliveryState.PUBLISHED);
        assertThat(world.network.calls().get(0).at()).isEqualTo(DUE);
    }

    @Test
    void callUnderWayIsWaitedFor() {
        AtomicReference<CompletableFuture<Void>> stopped = new AtomicReference<>();
        world.network.publishes((context, prepared) -> {
            stopped.set(world.engine().stop());
            world.advance(Duration.ofSeconds(10));
            assertThat(stopped.get()).isNotCompleted();
            return world.network.published("x");
        });
        DeliveryId id = world.post("p1", DUE);

        world.advanceTo(DUE.plusSeconds(11));

        assertThat(stopped.get()).isCompleted();
        assertThat(world.state(id)).isEqualTo(DeliveryState.PUBLISHED);
    }

    @Test
    void callThatOutlivesPatienceIsLeftInDoubt() {
        AtomicReference<CompletableFuture<Void>> stopped = new AtomicReference<>();
        DeliveryId id = world.post("p1", DUE);
        world.network.publishes((context, prepared) -> {
            stopped.set(world.engine().stop());
            world.advance(Duration.ofSeconds(22));
            assertThat(stopped.get()).isCompleted();
            assertThat(world.state(id)).isEqualTo(DeliveryState.IN_DOUBT);
            return world.network.published("x");
        });

        world.advanceTo(DUE.plusSeconds(30));

        assertThat(world.network.calls()).hasSize(1);
        assertThat(world.state(id)).isEqualTo(DeliveryState.IN_DOUBT);
    }

    @Test
    void stoppingDoesNotWaitForEverForAStoreThatIsAway() {
        world.post("p1", DUE);
        world.advanceTo(DUE.minusMillis(500));
        world.store.down(true);

        CompletableFuture<Void> stopped = world.stop();
        world.advance(Duration.ofSeconds(22));

        assertThat(stopped).isCompleted();
    }
}
