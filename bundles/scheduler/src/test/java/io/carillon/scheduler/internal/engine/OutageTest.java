package io.carillon.scheduler.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.api.model.Account;
import io.carillon.api.model.DeliveryId;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.Grant;
import io.carillon.api.publisher.Throttled;
import io.carillon.api.publisher.Unavailable;
import io.carillon.scheduler.world.ScriptedPublisher;
import io.carillon.scheduler.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A network that was away for longer than the first retries, and is back. */
class OutageTest {

    private static final Instant DUE = World.START.plusSeconds(600);
    private static final Account FRIEND = Account.of(World.NETWORK, "@friend", "Friend", Grant.oauthToken("other"));

    private final World world = new World().start();
    private final AtomicBoolean away = new AtomicBoolean(true);

    private void goesAway(int calls) {
        ScriptedPublisher.Publishing flaky = (context, prepared) -> away.get()
                ? new Unavailable("away")
                : world.network.published(context.delivery().value());
        world.network.publishes(Collections.nCopies(calls, flaky).toArray(ScriptedPublisher.Publishing[]::new));
    }

    @Test
    void whatWaitedForTheNetworkGoesOutSoonAfterItsFirstSuccess() {
        goesAway(1000);
        List<DeliveryId> ids =
                IntStream.range(0, 20).mapToObj(i -> world.post("p" + i, DUE)).toList();
        Instant back = DUE.plus(Duration.ofMinutes(40));
        world.advanceTo(back);
        assertThat(ids).allMatch(id -> world.state(id) == DeliveryState.RETRYING);

        away.set(false);
        DeliveryId first = world.post("first", back.plusSeconds(10));
        world.advanceTo(back.plusSeconds(25));

        assertThat(world.state(first)).isEqualTo(DeliveryState.PUBLISHED);
        assertThat(ids).allMatch(id -> world.state(id) == DeliveryState.PUBLISHED);
        List<Instant> after = world.network.calls().stream()
                .map(ScriptedPublisher.Call::at)
                .filter(at -> at.isAfter(back.plusSeconds(10)))
                .toList();
        assertThat(after).as("not all at the same instant").doesNotHaveDuplicates();
    }

    @Test
    void whatIsThrottledWaitsForItsTime() {
        world.accounts.add(FRIEND);
        Instant allowed = DUE.plus(Duration.ofHours(2));
        world.network.publishes((context, prepared) -> new Throttled(allowed, "slow down"));
        DeliveryId throttled = world.post("t", DUE.minusSeconds(60), FRIEND);
        world.advanceTo(DUE.minusSeconds(30));
        goesAway(4);
        world.post("p", DUE);
        world.advanceTo(DUE.plus(Duration.ofHours(1)));
        assertThat(world.network.calls()).hasSizeGreaterThan(4);

        assertThat(world.state(throttled)).isEqualTo(DeliveryState.RETRYING);
        assertThat(world.delivery(throttled).retryAt()).contains(allowed);
    }

    private void friendsServerIsAwayAndTheOther(ScriptedPublisher.Publishing other) {
        world.accounts.add(FRIEND);
        ScriptedPublisher.Publishing dead =
                (context, prepared) -> context.account().id().equals(FRIEND.id())
                        ? new Unavailable("this server is away")
                        : other.answer(context, prepared);
        world.network.publishes(Collections.nCopies(5000, dead).toArray(ScriptedPublisher.Publishing[]::new));
    }

    private List<DeliveryId> tenOfAFriendBesideManyOthers() {
        List<DeliveryId> waiting = IntStream.range(0, 10)
                .mapToObj(i -> world.post("w" + i, DUE, FRIEND))
                .toList();
        IntStream.range(0, 360).forEach(i -> world.post("p" + i, DUE.plusSeconds(10L * i)));
        return waiting;
    }

    @Test
    void oneServerOfManyThatIsAwayIsNotAskedMoreOftenForTheSuccessesOfTheOthers() {
        friendsServerIsAwayAndTheOther((context, prepared) ->
                world.network.published(context.delivery().value()));
        List<DeliveryId> waiting = tenOfAFriendBesideManyOthers();

        world.advanceTo(DUE.plus(Duration.ofHours(1)));

        assertThat(waiting).allSatisfy(id -> assertThat(world.attempts(id)).hasSizeLessThan(40));
    }

    @Test
    void oneServerThatAnswersNowAndThenHasAnotherThatIsAwayAskedOnceAnHour() {
        AtomicInteger calls = new AtomicInteger();
        friendsServerIsAwayAndTheOther((context, prepared) -> calls.incrementAndGet() % 5 != 0
                ? new Unavailable("busy")
                : world.network.published(context.delivery().value()));
        List<DeliveryId> waiting = tenOfAFriendBesideManyOthers();

        world.advanceTo(DUE.plus(Duration.ofHours(1)));

        assertThat(waiting).allSatisfy(id -> assertThat(world.attempts(id)).hasSizeLessThan(40));
    }

    @Test
    void textThatIsPreparedWithoutTheNetworkWakesNobody() {
        World ahead = new World(Duration.ofMinutes(1)).start();
        ScriptedPublisher.Publishing dead = (context, prepared) -> new Unavailable("away");
        ahead.network.publishes(Collections.nCopies(5000, dead).toArray(ScriptedPublisher.Publishing[]::new));
        List<DeliveryId> waiting =
                IntStream.range(0, 3).mapToObj(i -> ahead.post("w" + i, DUE)).toList();
        IntStream.range(0, 60).forEach(i -> ahead.post("p" + i, DUE.plusSeconds(60L * i)));

        ahead.advanceTo(DUE.plus(Duration.ofHours(1)));

        assertThat(ahead.network.visits()).hasSizeGreaterThan(60);
        assertThat(waiting).allSatisfy(id -> assertThat(ahead.attempts(id)).hasSizeLessThan(40));
    }
}
