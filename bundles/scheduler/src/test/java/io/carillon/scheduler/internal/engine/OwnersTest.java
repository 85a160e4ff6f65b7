package io.carillon.scheduler.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.api.model.DeliveryId;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.publisher.Indeterminate;
import io.carillon.api.publisher.ReconcileOutcome;
import io.carillon.api.publisher.Rejected;
import io.carillon.scheduler.world.ScriptedPublisher;
import io.carillon.scheduler.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Posts that say the same, to a network where a look finds whichever is there. */
class OwnersTest {

    private static final Instant DUE = World.START.plusSeconds(60);
    private static final String SAME = "The same";
    private static final ScriptedPublisher.Publishing LOST = (context, prepared) -> new Indeterminate("reset");

    private final World world = new World().start();

    private ScriptedPublisher.Publishing published(String remoteId) {
        return (context, prepared) -> world.network.published(remoteId);
    }

    private ScriptedPublisher.Reconciling finds(String remoteId) {
        return (context, attempt) ->
                new ReconcileOutcome.Found(world.network.published(remoteId).publication());
    }

    private ScriptedPublisher.Reconciling[] always(String remoteId) {
        return Collections.nCopies(50, finds(remoteId)).toArray(ScriptedPublisher.Reconciling[]::new);
    }

    private ScriptedPublisher.Publishing answers(String remoteId, Duration after) {
        return (context, prepared) -> {
            world.advance(after);
            return world.network.published(remoteId);
        };
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
        world.network.publishes(LOST, LOST).reconciles(always("one"));
        List<DeliveryId> both = List.of(world.post("p1", DUE, SAME), world.post("p2", DUE, SAME));

        world.advanceTo(DUE.plusSeconds(60));

        assertThat(both.stream().map(world::state))
                .containsExactlyInAnyOrder(DeliveryState.PUBLISHED, DeliveryState.IN_DOUBT);
    }

    /** It is there before its answer is. */
    @Test
    void whatAnotherIsStillSendingIsNotTakenForThatWhoseAnswerWasLost() {
        DeliveryId theirs = world.post("p1", DUE, "Ring the bell! https://x.test");
        DeliveryId ours = world.post("p2", DUE, "ring the\nbell https://x.test");
        world.network.publishes(answers("theirs", Duration.ofSeconds(8)), LOST).reconciles(always("theirs"));

        world.advanceTo(DUE.plusSeconds(60));

        assertThat(world.delivery(theirs).publication().orElseThrow().remoteId())
                .isEqualTo("theirs");
        assertHeld(ours, theirs);
    }

    @Test
    void whatAnotherHasSentWithoutAnswerIsNotTakenWhileItsCallMayComeBack() {
        DeliveryId theirs = world.post("p2", DUE, SAME);
        DeliveryId ours = world.post("p1", DUE, SAME);
        ScriptedPublisher.Publishing hung = answers("theirs", Duration.ofSeconds(40));
        world.network
                .publishes((context, prepared) -> context.delivery().equals(ours)
                        ? LOST.answer(context, prepared)
                        : hung.answer(context, prepared))
                .publishes((context, prepared) -> context.delivery().equals(ours)
                        ? LOST.answer(context, prepared)
                        : hung.answer(context, prepared))
                .reconciles(always("theirs"));

        world.advanceTo(DUE.plusSeconds(300));

        assertThat(world.delivery(theirs).publication().orElseThrow().remoteId())
                .isEqualTo("theirs");
        assertHeld(ours, theirs);
    }

    @Test
    void nobodyWaitsForWhatSaysSomethingElse() {
        world.post("p1", DUE, "Something else");
        DeliveryId ours = world.post("p2", DUE, SAME);
        world.network
                .publishes(
                        (context, prepared) -> {
                            world.advance(Duration.ofSeconds(8));
                            assertThat(world.state(ours)).isEqualTo(DeliveryState.PUBLISHED);
                            return world.network.published("else");
                        },
                        LOST)
                .reconciles(finds("ours"));

        world.advanceTo(DUE.plusSeconds(60));

        assertThat(world.network.asked()).hasSize(1);
    }

    @Test
    void whatWasDueLongAgoAndIsPublishedNowHasItsOwner() {
        Instant later = DUE.plus(Duration.ofDays(3));
        world.network
                .publishes((context, prepared) -> Rejected.of("spam", "no"), published("theirs"), LOST)
                .reconciles(finds("theirs"));
        DeliveryId theirs = world.post("p1", DUE, SAME);
        world.advanceTo(later);
        world.retry(theirs);
        DeliveryId ours = world.post("p2", later.plusSeconds(60), SAME);

        world.advanceTo(later.plusSeconds(120));

        assertThat(world.state(theirs)).isEqualTo(DeliveryState.PUBLISHED);
        assertHeld(ours, theirs);
    }

    private void assertHeld(DeliveryId ours, DeliveryId theirs) {
        assertThat(world.state(ours)).isEqualTo(DeliveryState.IN_DOUBT);
        assertThat(world.delivery(ours).problem().orElseThrow().detail())
                .contains("theirs", theirs.value(), "Look there");
        assertThat(world.delivery(ours).wakeAt()).isEmpty();
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
