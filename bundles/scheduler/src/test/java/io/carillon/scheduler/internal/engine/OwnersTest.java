package io.carillon.scheduler.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.api.model.DeliveryId;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.publisher.Indeterminate;
import io.carillon.api.publisher.ReconcileOutcome;
import io.carillon.scheduler.world.ScriptedPublisher;
import io.carillon.scheduler.world.World;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Posts that say the same, to a network where a look finds whichever is there. */
class OwnersTest {

    private static final Instant DUE = World.START.plusSeconds(60);
    private static final ScriptedPublisher.Publishing LOST = (context, prepared) -> new Indeterminate("reset");

    private final World world = new World().start();

    private ScriptedPublisher.Publishing published(String remoteId) {
        return (context, prepared) -> world.network.published(remoteId);
    }

    private ScriptedPublisher.Reconciling finds(String remoteId) {
        return (context, attempt) ->
                new ReconcileOutcome.Found(world.network.published(remoteId).publication());
    }

    @Test
    void whatAnotherPublishedIsNotTakenForThatWhoseAnswerWasLost() {
        world.network.publishes(published("theirs"), LOST).reconciles(finds("theirs"));
        DeliveryId theirs = world.post("p1", DUE);
        DeliveryId ours = world.post("p2", DUE.plusSeconds(60));

        world.advanceTo(DUE.plusSeconds(120));

        assertThat(world.state(theirs)).isEqualTo(DeliveryState.PUBLISHED);
        assertThat(world.state(ours)).isEqualTo(DeliveryState.IN_DOUBT);
        assertThat(world.delivery(ours).problem().orElseThrow().detail()).contains("theirs", theirs.value());
        assertThat(world.network.calls()).hasSize(2);
    }

    @Test
    void ofTwoInDoubtOneGetsWhatIsThere() {
        world.network.publishes(LOST, LOST).reconciles(finds("one"), finds("one"));
        List<DeliveryId> both = List.of(world.post("p1", DUE), world.post("p2", DUE));

        world.advanceTo(DUE.plusSeconds(60));

        assertThat(both.stream().map(world::state))
                .containsExactlyInAnyOrder(DeliveryState.PUBLISHED, DeliveryState.IN_DOUBT);
    }

    @Test
    void stepsOfOthersAreTheirs() {
        ScriptedPublisher.Following comment = (context, step) -> world.network.published("part");
        world.network
                .publishes(published("theirs"), LOST)
                .follows(comment, comment)
                .reconciles(finds("part"));
        world.thread("p1", DUE, 1);
        DeliveryId ours = world.post("p2", DUE.plusSeconds(60));

        world.advanceTo(DUE.plusSeconds(120));

        assertThat(world.state(ours)).isEqualTo(DeliveryState.IN_DOUBT);
    }
}
