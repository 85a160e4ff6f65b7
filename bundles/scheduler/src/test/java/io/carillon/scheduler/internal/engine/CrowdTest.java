package io.carillon.scheduler.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.api.model.Account;
import io.carillon.api.model.Attempt;
import io.carillon.api.model.DeliveryId;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.Grant;
import io.carillon.api.model.Platform;
import io.carillon.scheduler.world.ScriptedPublisher;
import io.carillon.scheduler.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** More work than there are threads. */
class CrowdTest {

    private static final Instant DUE = World.START.plusSeconds(600);

    private final World world = new World();

    @Test
    void tenThousandOverduePostsAreDrainedInFewTransactions() {
        List<DeliveryId> ids = IntStream.range(0, 10_000)
                .mapToObj(i -> world.post("p" + i, DUE))
                .toList();
        world.advanceTo(DUE.plusSeconds(60));

        world.start().advance(Duration.ofSeconds(2));

        assertThat(ids).allMatch(id -> world.state(id) == DeliveryState.PUBLISHED);
        assertThat(world.network.calls()).hasSize(10_000);
        assertThat(world.store.calls()).hasSizeLessThan(200);
    }

    @Test
    void hundredThousandPostsOfOneInstantGoOutOnceAndNoneTooEarly() {
        IntStream.range(0, 100_000).forEach(i -> world.post("p" + i, DUE));
        world.start().advanceTo(DUE.minusMillis(1));
        int heldAhead = world.engine().status().armed();

        world.advanceTo(DUE.plusSeconds(120));

        // What is held ahead of its time is limited by what can be sent soon, not by what is due.
        assertThat(heldAhead).isBetween(1, 20_000);
        assertThat(world.network.calls())
                .hasSize(100_000)
                .noneMatch(call -> call.at().isBefore(DUE))
                .extracting(ScriptedPublisher.Call::delivery)
                .doesNotHaveDuplicates();
    }

    @Test
    void networkWhoseCallsAllHangHoldsUpNoOtherNetworkAndIsNotClaimedForInVain() {
        world.workers.permits(2);
        Platform other = new Platform("other");
        Account friend = Account.of(other, "@friend", "Friend", Grant.none());
        ScriptedPublisher quick = new ScriptedPublisher(world.timer, other, Duration.ZERO);
        world.publishers.plugIn(quick);
        world.accounts.add(friend);
        world.start();
        List<DeliveryId> slow =
                IntStream.range(0, 20).mapToObj(i -> world.post("s" + i, DUE)).toList();
        ScriptedPublisher.Publishing hang = (context, prepared) -> {
            world.advance(Duration.ofSeconds(20));
            return world.network.published("hung");
        };
        world.network.publishes(hang, hang);
        DeliveryId prompt = world.post("q", DUE.plusSeconds(15), friend);

        world.advanceTo(DUE.plusSeconds(120));

        assertThat(quick.calls()).extracting(ScriptedPublisher.Call::at).containsExactly(DUE.plusSeconds(15));
        assertThat(world.state(prompt)).isEqualTo(DeliveryState.PUBLISHED);
        assertThat(slow).allMatch(id -> world.state(id) == DeliveryState.PUBLISHED);
        assertThat(world.network.calls()).hasSize(20);
    }

    @Test
    void postThatWaitsInLineForTooLongIsGivenBackUnsent() {
        world.workers.permits(1);
        world.start();
        DeliveryId first = world.post("p1", DUE);
        DeliveryId second = world.post("p2", DUE);
        world.network.publishes((context, prepared) -> {
            world.advance(Duration.ofSeconds(6));
            DeliveryId waiting = context.delivery().equals(first) ? second : first;
            assertThat(world.attempts(waiting)).extracting(Attempt::result).containsExactly(Attempt.Result.NOT_SENT);
            return world.network.published("slow");
        });

        world.advanceTo(DUE.plusSeconds(30));

        assertThat(world.network.calls()).hasSize(2);
        assertThat(world.state(first)).isEqualTo(DeliveryState.PUBLISHED);
        assertThat(world.state(second)).isEqualTo(DeliveryState.PUBLISHED);
    }
}
