package io.carillon.scheduler.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.api.model.Attempt;
import io.carillon.api.model.Attempt.Result;
import io.carillon.api.model.DeliveryId;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.publisher.ReauthorisationNeeded;
import io.carillon.api.publisher.ReconcileOutcome;
import io.carillon.api.publisher.Throttled;
import io.carillon.scheduler.world.FaultyStore;
import io.carillon.scheduler.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The process dies, and another takes over on the same data. */
class CrashTest {

    private static final Instant DUE = World.START.plusSeconds(600);

    private final World world = new World().start();

    @Test
    void whatWasArmedButNotSentGoesOutAtItsInstantAfterARestart() {
        DeliveryId id = world.post("p1", DUE);
        world.advanceTo(DUE.minusMillis(500));
        assertThat(world.state(id)).isEqualTo(DeliveryState.ARMED);

        world.kill().start().advanceTo(DUE);

        assertThat(world.network.calls()).hasSize(1);
        assertThat(world.network.calls().get(0).at()).isEqualTo(DUE);
        assertThat(world.network.asked()).isEmpty();
        assertThat(world.attempts(id)).extracting(Attempt::result).containsExactly(Result.NOT_SENT, Result.PUBLISHED);
    }

    @Test
    void waitThatANetworkAskedForOutlivesACrashAfterItWasArmedForItsEnd() {
        Instant allowed = DUE.plusSeconds(60);
        world.network.publishes((context, prepared) -> new Throttled(allowed, "slow down"));
        DeliveryId id = world.post("p1", DUE);
        world.advanceTo(allowed.minusMillis(1500));
        assertThat(world.state(id)).isEqualTo(DeliveryState.ARMED);

        world.kill().start().advanceTo(allowed.plusSeconds(5));

        assertThat(world.state(id)).isEqualTo(DeliveryState.PUBLISHED);
        assertThat(world.network.calls().get(1).at()).isAfterOrEqualTo(allowed);
    }

    @Test
    void accountThatNobodyWasToldOfIsLookedAtAgainAfterARestart() {
        world.network.publishes((context, prepared) -> {
            world.store.down(true);
            return new ReauthorisationNeeded("revoked");
        });
        DeliveryId id = world.post("p1", DUE);
        world.advanceTo(DUE.plusMillis(1));
        world.accounts.add(World.ACCOUNT);
        world.store.down(false);

        world.kill().start().advanceTo(DUE.plusSeconds(5));

        assertThat(world.network.calls()).hasSize(2);
        assertThat(world.state(id)).isEqualTo(DeliveryState.PUBLISHED);
    }

    @Test
    void whatWasSentIsLookedUpAfterARestartAndNotSentAgain() {
        world.network
                .publishes((context, prepared) -> {
                    world.kill();
                    return world.network.published("accepted");
                })
                .reconciles((context, attempt) -> new ReconcileOutcome.Found(
                        world.network.published("accepted").publication()));
        DeliveryId id = world.post("p1", DUE);
        world.advanceTo(DUE);
        assertThat(world.state(id)).isEqualTo(DeliveryState.ARMED);

        world.start().settle();

        assertThat(world.network.calls()).hasSize(1);
        assertThat(world.network.asked().get(0).startedAt()).isEqualTo(DUE);
        assertThat(world.state(id)).isEqualTo(DeliveryState.PUBLISHED);
    }

    @Test
    void answerThatWasNotedButNotStoredIsTakenFromTheJournal() {
        DeliveryId id = world.post("p1", DUE);
        world.advanceTo(DUE.minusMillis(1));
        world.store.down(true);
        world.advanceTo(DUE.plusMillis(1));
        assertThat(world.network.calls()).hasSize(1);
        world.store.down(false);

        world.kill().start().settle();

        assertThat(world.network.calls()).hasSize(1);
        assertThat(world.network.asked()).isEmpty();
        assertThat(world.state(id)).isEqualTo(DeliveryState.PUBLISHED);
        assertThat(world.delivery(id).lateness()).contains(Duration.ZERO);
    }

    @Test
    void withoutItsJournalWhateverWasArmedIsInDoubt() {
        DeliveryId id = world.post("p1", DUE);
        world.advanceTo(DUE.minusMillis(500));
        world.kill();
        world.journals.clear();
        world.network.reconciles((context, attempt) -> {
            assertThat(attempt.startedAt()).isBefore(DUE);
            return new ReconcileOutcome.Absent();
        });

        world.start().advanceTo(DUE.plusSeconds(1));

        assertThat(world.network.asked()).hasSize(1);
        assertThat(world.network.calls()).hasSize(1);
        assertThat(world.state(id)).isEqualTo(DeliveryState.PUBLISHED);
    }

    @Test
    void journalsOfFormerRunsStayUntilEveryOrphanIsSettled() {
        world.post("p1", DUE);
        world.advanceTo(DUE.minusMillis(500));
        world.kill();
        world.store.down(true);

        world.start().advance(Duration.ofMillis(50));
        assertThat(world.journals).containsKey("b1");
        assertThat(world.engine().status().problem()).contains("The database is away");

        world.store.down(false);
        world.advance(Duration.ofSeconds(10));
        assertThat(world.journals).doesNotContainKey("b1");
        assertThat(world.network.calls()).hasSize(1);
        assertThat(world.network.asked()).isEmpty();
    }

    private List<DeliveryId> leftArmed(int count) {
        List<DeliveryId> ids = IntStream.range(0, count)
                .mapToObj(i -> world.post("p" + i, DUE))
                .toList();
        world.advanceTo(DUE.minusMillis(500));
        assertThat(ids).allMatch(id -> world.state(id) == DeliveryState.ARMED);
        world.kill();
        return ids;
    }

    /** Such as an answer that its database does not take as text. */
    @Test
    void orphanWhoseStoryCannotBeStoredIsInDoubtAndHoldsUpNobody() {
        List<DeliveryId> ids = leftArmed(40);
        DeliveryId odd = ids.get(17);
        world.store.refuses(settlement -> settlement.delivery().id().equals(odd)
                && settlement.delivery().state() != DeliveryState.IN_DOUBT
                && settlement.delivery().attempts() == 0);

        world.start().advanceTo(DUE.plusSeconds(10));

        assertThat(ids).allMatch(id -> world.state(id) == DeliveryState.PUBLISHED);
        assertThat(world.attempts(odd))
                .extracting(Attempt::result)
                .containsExactly(Result.INDETERMINATE, Result.ABSENT, Result.PUBLISHED);
        assertThat(world.network.calls()).hasSize(40);
        assertThat(world.journals).doesNotContainKey("b1");
        assertThat(world.engine().status().problem()).isEmpty();
    }

    @Test
    void orphanThatCannotBeSettledAtAllIsToldOfAndHoldsUpNobody() {
        List<DeliveryId> ids = leftArmed(40);
        DeliveryId odd = ids.get(17);
        world.store.refuses(settlement -> settlement.delivery().id().equals(odd));

        world.start().advanceTo(DUE.plusSeconds(10));

        assertThat(ids).allMatch(id -> id.equals(odd) || world.state(id) == DeliveryState.PUBLISHED);
        assertThat(world.state(odd)).isEqualTo(DeliveryState.ARMED);
        assertThat(world.engine().status().problem()).contains("1 cannot be settled", "The database cannot keep this");
        assertThat(world.journals).containsKey("b1");

        world.store.refuses(settlement -> false);
        world.advance(Duration.ofMinutes(2));
        assertThat(world.state(odd)).isEqualTo(DeliveryState.PUBLISHED);
        assertThat(world.engine().status().problem()).isEmpty();
        assertThat(world.journals).doesNotContainKey("b1");
    }

    /** Nothing is in doubt for want of a moment's patience. */
    @Test
    void storeThatTakesNothingForAWhileMakesNoDoubts() {
        List<DeliveryId> ids = leftArmed(3);
        world.store.refuses(settlement -> true);
        world.start().advance(Duration.ofSeconds(3));
        assertThat(world.engine().status().problem()).contains("The database cannot keep this");

        world.store.refuses(settlement -> false);
        world.advance(Duration.ofSeconds(10));

        assertThat(ids).allMatch(id -> world.state(id) == DeliveryState.PUBLISHED);
        assertThat(world.network.asked()).isEmpty();
    }

    @Test
    void interruptedPreparingGoesOnAtOnceAfterARestart() {
        World preparing = new World(Duration.ofMinutes(5)).start();
        preparing.network.prepares((context, previous) -> {
            preparing.kill();
            return null;
        });
        DeliveryId id = preparing.post("p1", DUE);
        preparing.advanceTo(DUE.minusSeconds(300));

        preparing.start().advanceTo(DUE);

        assertThat(preparing.network.visits()).hasSize(2);
        assertThat(preparing.state(id)).isEqualTo(DeliveryState.PUBLISHED);
        assertThat(preparing.network.calls().get(0).at()).isEqualTo(DUE);
    }

    /** The claim is there, but whoever made it does not know; it must not lie there until the claim ends. */
    @Test
    void postGoesOutWithinSecondsWhicheverAnswerOfTheStoreIsLost() {
        List<String> lost = new ArrayList<>();
        boolean more = true;
        for (int call = 0; more; call++) {
            World here = new World().start();
            DeliveryId id = here.post("p1", DUE);
            here.advanceTo(DUE.minusSeconds(5));
            int number = here.store.calls().size() + call;
            here.store.failAt(number, FaultyStore.When.AFTER);

            here.advanceTo(DUE.plusSeconds(2));

            more = here.store.hasFailed();
            lost.addAll(here.store.calls().subList(number, more ? number + 1 : number));
            assertThat(here.state(id)).as(lost.toString()).isEqualTo(DeliveryState.PUBLISHED);
            assertThat(here.network.calls()).as(lost.toString()).hasSize(1);
        }
        assertThat(lost).contains("claim", "settle");
    }
}
