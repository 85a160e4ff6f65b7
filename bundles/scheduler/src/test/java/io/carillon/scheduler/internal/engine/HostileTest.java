package io.carillon.scheduler.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.api.model.Account;
import io.carillon.api.model.Attempt;
import io.carillon.api.model.DeliveryId;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.Grant;
import io.carillon.api.model.Platform;
import io.carillon.api.model.Problem;
import io.carillon.api.model.Publication;
import io.carillon.api.publisher.PublishOutcome;
import io.carillon.api.publisher.Published;
import io.carillon.api.publisher.ReconcileOutcome;
import io.carillon.api.publisher.Rejected;
import io.carillon.api.publisher.Throttled;
import io.carillon.api.store.Hold;
import io.carillon.scheduler.world.ScriptedPublisher;
import io.carillon.scheduler.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Publishers that do what they must not. */
class HostileTest {

    private static final Instant DUE = World.START.plusSeconds(600);
    private static final Platform OTHER = new Platform("other");
    private static final Account FRIEND = Account.of(OTHER, "@friend", "Friend", Grant.none());

    private final World world = new World();

    private ScriptedPublisher another() {
        ScriptedPublisher quick = new ScriptedPublisher(world.timer, OTHER, Duration.ZERO);
        world.publishers.plugIn(quick);
        world.accounts.add(FRIEND);
        return quick;
    }

    static Stream<Supplier<PublishOutcome>> failures() {
        return Stream.of(
                () -> {
                    throw new IllegalStateException("A bug");
                },
                () -> {
                    throw new StackOverflowError();
                },
                () -> {
                    throw new OutOfMemoryError("rehearsed");
                },
                () -> {
                    throw new NoClassDefFoundError("gone/With/The/Bundle");
                },
                () -> sneaky(new InterruptedException("stop")),
                () -> null);
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> PublishOutcome sneaky(Throwable thrown) throws T {
        throw (T) thrown;
    }

    @ParameterizedTest
    @MethodSource("failures")
    void whateverACallDoesIsADoubtAndItsPermitIsFreeAgain(Supplier<PublishOutcome> failure) {
        world.workers.permits(1);
        world.start();
        world.network.publishes((context, prepared) -> failure.get());
        DeliveryId first = world.post("p", DUE);
        DeliveryId second = world.post("q", DUE.plusSeconds(30));

        world.advanceTo(DUE.plusSeconds(60));

        assertThat(world.network.asked()).hasSize(1);
        assertThat(world.attempts(first))
                .extracting(Attempt::result)
                .containsExactly(Attempt.Result.INDETERMINATE, Attempt.Result.ABSENT, Attempt.Result.PUBLISHED);
        assertThat(world.state(second)).isEqualTo(DeliveryState.PUBLISHED);
        assertThat(world.publishers.uses()).isZero();
    }

    @ParameterizedTest
    @MethodSource("failures")
    void whateverPreparingDoesIsTriedAgain(Supplier<PublishOutcome> failure) {
        World ahead = new World(Duration.ofMinutes(5)).start();
        ahead.network.prepares((context, previous) -> {
            failure.get();
            return null;
        });
        DeliveryId id = ahead.post("p", DUE);

        ahead.advanceTo(DUE.plusSeconds(1));

        assertThat(ahead.network.visits()).hasSize(2);
        assertThat(ahead.state(id)).isEqualTo(DeliveryState.PUBLISHED);
        assertThat(ahead.publishers.uses()).isZero();
    }

    /** It goes into a database, and from there into answers and logs. */
    @Test
    void whatANetworkSaysIsMadePlainWhereverItIsKept() {
        String said = "a\u0000b\ud800\u001b";
        String plain = "a b\ufffd ";
        world.start();
        world.network.publishes(
                (context, prepared) -> Rejected.of(said, said),
                (context, prepared) -> new Throttled(world.now().plusSeconds(30), said),
                (context, prepared) -> new Published(new Publication(said, Optional.empty(), world.now())));
        DeliveryId rejected = world.post("p", DUE);
        DeliveryId published = world.post("q", DUE.plusSeconds(10));

        world.advanceTo(DUE.plusSeconds(20));
        assertThat(world.delivery(rejected).problem()).contains(new Problem(plain, plain));
        assertThat(world.attempts(rejected)).extracting(Attempt::detail).containsExactly(plain);
        assertThat(world.store.sound().holds(world.now()))
                .extracting(Hold::reason)
                .containsExactly(plain);

        world.advanceTo(DUE.plusSeconds(60));
        assertThat(world.state(published)).isEqualTo(DeliveryState.PUBLISHED);
        assertThat(world.delivery(published).publication().orElseThrow().remoteId())
                .isEqualTo("a\ufffdb\ufffd\u001b");
    }

    @Test
    void longAnswerIsCutBetweenCharacters() {
        assertThat(Problems.shorten("x".repeat(998) + "\ud83d\udd14" + "x".repeat(10)))
                .isEqualTo("x".repeat(998) + "…");
    }

    /** A publisher's fault: the network is asked until a person is. */
    @Test
    void idThatIsTooLongToBeStoredIsLeftToAPerson() {
        String endless = "x".repeat(501);
        world.start();
        world.network.publishes((context, prepared) -> world.network.published(endless));
        IntStream.range(0, 500)
                .forEach(i -> world.network.reconciles((context, attempt) -> new ReconcileOutcome.Found(
                        world.network.published(endless).publication())));
        DeliveryId id = world.post("p", DUE);

        world.advanceTo(DUE.plus(Duration.ofHours(25)));

        assertThat(world.state(id)).isEqualTo(DeliveryState.IN_DOUBT);
        assertThat(world.delivery(id).wakeAt()).isEmpty();
        assertThat(world.delivery(id).problem().orElseThrow().detail()).contains("remoteId", "501");
        assertThat(world.network.calls()).hasSize(1);
    }

    @Test
    void networkWhoseCallsAllHangIsNamedAndNotClaimedForAndHurtsNobodyElse() {
        world.workers.permits(2);
        ScriptedPublisher quick = another();
        world.start();
        List<DeliveryId> hung =
                IntStream.range(0, 2).mapToObj(i -> world.post("h" + i, DUE)).toList();
        DeliveryId waiting = world.post("w", DUE.plusSeconds(60));
        DeliveryId prompt = world.post("q", DUE.plusSeconds(60), FRIEND);
        Instant back = DUE.plusSeconds(300);
        ScriptedPublisher.Publishing hang = (context, prepared) -> {
            world.advanceTo(back);
            return world.network.published(context.delivery().value());
        };
        world.network.publishes(hang, (context, prepared) -> {
            world.advanceTo(DUE.plusSeconds(200));
            assertThat(world.engine().status().problem()).contains("None of 2 calls to bell came back");
            assertThat(hung).allMatch(id -> world.state(id) == DeliveryState.IN_DOUBT);
            assertThat(world.state(waiting)).isEqualTo(DeliveryState.SCHEDULED);
            assertThat(world.attempts(waiting)).isEmpty();
            assertThat(world.state(prompt)).isEqualTo(DeliveryState.PUBLISHED);
            return hang.answer(context, prepared);
        });

        world.advanceTo(back.plusSeconds(60));

        assertThat(quick.calls()).extracting(ScriptedPublisher.Call::at).containsExactly(DUE.plusSeconds(60));
        assertThat(world.engine().status().problem()).isEmpty();
        assertThat(hung).allMatch(id -> world.state(id) == DeliveryState.PUBLISHED);
        assertThat(world.state(waiting)).isEqualTo(DeliveryState.PUBLISHED);
        assertThat(world.network.calls()).hasSize(3);
    }

    @Test
    void publisherThatIsUninstalledInTheMiddleOfACallStillGivesItsAnswer() {
        world.start();
        world.network.publishes((context, prepared) -> {
            world.publishers.pullOut(World.NETWORK);
            world.advance(Duration.ofSeconds(5));
            return world.network.published("r1");
        });
        DeliveryId first = world.post("p", DUE);
        DeliveryId second = world.post("q", DUE.plusSeconds(30));

        world.advanceTo(DUE.plusSeconds(60));

        assertThat(world.state(first)).isEqualTo(DeliveryState.PUBLISHED);
        assertThat(world.state(second)).isEqualTo(DeliveryState.WAITING);
        world.publishers.plugIn(world.network);
        world.advance(Duration.ofSeconds(1));
        assertThat(world.state(second)).isEqualTo(DeliveryState.PUBLISHED);
    }

    @Test
    void publisherThatIsUninstalledInTheMiddleOfACallThatNeverAnswersLeavesADoubtThatWaitsForIt() {
        world.start();
        world.network.publishes((context, prepared) -> {
            world.publishers.pullOut(World.NETWORK);
            world.advance(Duration.ofSeconds(90));
            throw new NoClassDefFoundError("gone/With/The/Bundle");
        });
        world.network.reconciles((context, attempt) ->
                new ReconcileOutcome.Found(world.network.published("r1").publication()));
        DeliveryId id = world.post("p", DUE);

        world.advanceTo(DUE.plusSeconds(120));
        assertThat(world.state(id)).isEqualTo(DeliveryState.IN_DOUBT);
        world.publishers.plugIn(world.network);
        world.advance(Duration.ofSeconds(60));

        assertThat(world.state(id)).isEqualTo(DeliveryState.PUBLISHED);
        assertThat(world.network.calls()).hasSize(1);
    }

    @Test
    void largeUploadThatIsWorthStartingFirstGoesFirst() {
        List<String> order = new ArrayList<>();
        List<Runnable> threads = new ArrayList<>();
        Bulkhead bulkhead = new Bulkhead(threads::add, 2, () -> {});
        bulkhead.execute(Lane.BACKGROUND, DUE, () -> order.add("small, at noon"));
        bulkhead.execute(Lane.BACKGROUND, DUE.plusSeconds(60), () -> order.add("later"));
        bulkhead.execute(Lane.BACKGROUND, DUE.minusSeconds(600), () -> order.add("large, at noon"));
        threads.get(0).run();

        assertThat(order).containsExactly("large, at noon", "small, at noon", "later");
    }
}
