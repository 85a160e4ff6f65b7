package io.carillon.scheduler.internal.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.api.model.Account;
import io.carillon.api.model.DeliveryId;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.Grant;
import io.carillon.api.model.Platform;
import io.carillon.api.model.Preparation;
import io.carillon.api.publisher.Indeterminate;
import io.carillon.api.publisher.PreparedValue;
import io.carillon.api.publisher.Ready;
import io.carillon.api.publisher.ReconcileOutcome;
import io.carillon.api.store.Claimant;
import io.carillon.api.store.Node;
import io.carillon.api.store.NodeRoll;
import io.carillon.core.store.InMemoryNodeStore;
import io.carillon.scheduler.world.ScriptedPublisher;
import io.carillon.scheduler.world.World;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Several engines on one store. */
class NodesTest {

    private static final Instant DUE = World.START.plusSeconds(600);
    private static final Platform GONG = new Platform("gong");
    private static final Account GONG_ACCOUNT = Account.of(GONG, "@gong", "Gong", Grant.none());

    private final World north = new World();
    private final InMemoryNodeStore nodes = new InMemoryNodeStore(north.timer);

    private World pair(Duration prepareWindow) {
        return north.among(nodes).start().beside("n2", prepareWindow).start();
    }

    private int calls(World... worlds) {
        return Stream.of(worlds).mapToInt(world -> world.network.calls().size()).sum();
    }

    private ScriptedPublisher gongAt(World world) {
        ScriptedPublisher gong = new ScriptedPublisher(north.timer, GONG, Duration.ZERO);
        world.publishers.plugIn(gong);
        world.settle();
        return gong;
    }

    @Test
    void whatIsDueIsPublishedOnceByWhoeverClaimsIt() {
        World south = pair(Duration.ZERO);
        for (int i = 0; i < 50; i++) {
            north.post("p" + i, DUE);
        }

        north.advanceTo(DUE.plusSeconds(1));

        assertThat(calls(north, south)).isEqualTo(50);
    }

    /** Its publisher goes, so that the other one asks; its call gets through nevertheless. */
    private ScriptedPublisher.Publishing hangsWithoutPublisher(Duration time, ScriptedPublisher.Publishing then) {
        return (context, prepared) -> {
            north.publishers.pullOut(World.NETWORK);
            north.advance(time);
            return then.answer(context, prepared);
        };
    }

    @Test
    void whatAnotherNodesCallMayStillPublishIsNotSentAgain() {
        World south = north.among(nodes).start().beside("n2", Duration.ZERO);
        DeliveryId id = north.post("p1", DUE);
        north.network.publishes(hangsWithoutPublisher(Duration.ofMinutes(5), (context, prepared) -> {
            assertThat(north.state(id)).isEqualTo(DeliveryState.IN_DOUBT);
            assertThat(south.network.asked()).isNotEmpty();
            north.publishers.plugIn(north.network);
            return north.network.published("once");
        }));
        north.advanceTo(DUE.minusSeconds(1));
        south.start();

        north.advanceTo(DUE.plusSeconds(600));

        assertThat(north.state(id)).isEqualTo(DeliveryState.PUBLISHED);
        assertThat(calls(north, south)).isEqualTo(1);
    }

    @Test
    void whatAnotherNodesCallDidNotSayIsSentAgainOnceThatHasComeBack() {
        World south = north.among(nodes).start().beside("n2", Duration.ZERO);
        DeliveryId id = north.post("p1", DUE);
        north.network.publishes(hangsWithoutPublisher(Duration.ofMinutes(5), (context, prepared) -> {
            assertThat(calls(north, south)).isEqualTo(1);
            return new Indeterminate("reset");
        }));
        north.advanceTo(DUE.minusSeconds(1));
        south.start();

        north.advanceTo(DUE.plusSeconds(600));

        assertThat(north.state(id)).isEqualTo(DeliveryState.PUBLISHED);
        assertThat(south.network.calls()).hasSize(1);
    }

    @Test
    void callOfANodeThatIsGoneIsNotWaitedFor() {
        World south = north.among(nodes).start().beside("n2", Duration.ZERO);
        DeliveryId id = north.post("p1", DUE);
        north.network.publishes(hangsWithoutPublisher(Duration.ofSeconds(40), (context, prepared) -> {
            north.kill();
            return north.network.published("never told");
        }));
        north.advanceTo(DUE.minusSeconds(1));
        south.start();

        north.advanceTo(DUE.plusSeconds(120));

        assertThat(north.state(id)).isEqualTo(DeliveryState.PUBLISHED);
        assertThat(south.network.calls()).hasSize(1);
    }

    @Test
    void heartbeatOutlivesAThreadThatCannotBeHad() {
        World south = pair(Duration.ZERO);
        DeliveryId id = north.post("p1", DUE);
        south.kill();
        north.workers.refuseLoading(1);

        north.advance(World.BEAT.multipliedBy(20));

        assertThat(nodes.roll().find("n1").orElseThrow().presence(north.now())).isEqualTo(NodeRoll.Presence.ALIVE);
        north.advanceTo(DUE);
        assertThat(north.state(id)).isEqualTo(DeliveryState.PUBLISHED);
    }

    @Test
    void whatADeadNodeHadNotArmedIsPublishedByTheOtherOnTime() {
        World south = pair(Duration.ZERO);
        DeliveryId id = north.post("p1", DUE);
        north.advanceTo(DUE.minusSeconds(3));
        north.kill();

        north.advanceTo(DUE);

        assertThat(north.state(id)).isEqualTo(DeliveryState.PUBLISHED);
        assertThat(south.network.calls()).hasSize(1);
        assertThat(south.network.calls().get(0).at()).isEqualTo(DUE);
    }

    @Test
    void whatADeadNodeHadArmedIsAskedAboutOnceTheCallsDeadlineAndTheGraceHavePassed() {
        World south = north.among(nodes).start().beside("n2", Duration.ZERO);
        DeliveryId id = north.post("p1", DUE);
        north.advanceTo(DUE.minusMillis(500));
        assertThat(north.state(id)).isEqualTo(DeliveryState.ARMED);
        south.start();
        south.network.reconciles((context, attempt) -> new ReconcileOutcome.Absent());
        north.kill();
        Duration lease = north.network.profile().callDeadline().plusSeconds(10);

        north.advanceTo(DUE.plus(lease).minusMillis(1));
        assertThat(north.state(id)).isEqualTo(DeliveryState.ARMED);
        north.advanceTo(DUE.plus(lease).plusSeconds(10));

        assertThat(south.network.asked()).hasSize(1);
        assertThat(north.state(id)).isEqualTo(DeliveryState.PUBLISHED);
        assertThat(calls(north, south)).isEqualTo(1);
    }

    @Test
    void whatADeadNodeWasPreparingIsTakenOverWithinTenSeconds() {
        World first = new World(Duration.ofHours(1));
        first.among(new InMemoryNodeStore(first.timer)).start();
        World second = first.beside("n2", Duration.ofHours(1));
        Instant due = World.START.plusSeconds(4000);
        DeliveryId id = first.post("p1", due);
        first.network.prepares((context, previous) -> {
            first.kill();
            throw new IllegalStateException("the process is gone");
        });
        first.advanceTo(due.minus(Duration.ofHours(1)));
        assertThat(first.network.visits()).hasSize(1);
        second.network.prepares((context, previous) -> new Ready(new PreparedValue("by the other"), Optional.empty()));
        second.start();

        first.advance(Duration.ofSeconds(10));

        assertThat(second.network.visits()).hasSize(1);
        assertThat(first.delivery(id).preparation()).isEqualTo(Preparation.READY);
    }

    @Test
    void deliveryWaitsForAPublisherOnlyIfNoLiveNodeHasIt() {
        World south = pair(Duration.ZERO);
        ScriptedPublisher gong = gongAt(south);
        north.accounts.add(GONG_ACCOUNT);
        south.accounts.add(GONG_ACCOUNT);
        DeliveryId id = north.post("p1", DUE, GONG_ACCOUNT);
        south.publishers.pullOut(GONG);
        north.advanceTo(DUE.plusSeconds(30));
        assertThat(north.state(id)).isEqualTo(DeliveryState.WAITING);

        south.publishers.plugIn(gong);
        north.advance(Duration.ofSeconds(1));

        assertThat(north.state(id)).isEqualTo(DeliveryState.PUBLISHED);
        assertThat(gong.calls()).hasSize(1);
    }

    @Test
    void nodeWithoutThePublisherLeavesWhatIsDueToAnotherThatHasItAndIsBusy() {
        north.among(nodes).start();
        beat("n2", "b1", Set.of(GONG));
        DeliveryId id = north.post("p1", World.START.plusSeconds(4), GONG_ACCOUNT);

        north.advance(Duration.ofSeconds(5));
        assertThat(north.state(id)).isEqualTo(DeliveryState.SCHEDULED);
        int before = north.store.calls().size();
        north.advance(Duration.ofMillis(900));
        assertThat(north.store.calls().size() - before)
                .as("what another has to do is no reason to hurry")
                .isLessThan(10);
        north.advance(Duration.ofSeconds(10));

        assertThat(north.state(id)).as("n2 is silent by now").isEqualTo(DeliveryState.WAITING);
    }

    @Test
    void publisherThatGoesFromHereLeavesItsDeliveriesToTheNodeThatHasItToo() {
        World south = pair(Duration.ZERO);
        DeliveryId id = north.post("p1", DUE);
        south.publishers.pullOut(World.NETWORK);
        north.advanceTo(DUE.minusMillis(100));
        assertThat(north.state(id)).isEqualTo(DeliveryState.ARMED);
        south.publishers.plugIn(south.network);
        north.publishers.pullOut(World.NETWORK);

        north.advanceTo(DUE.plusSeconds(3));

        assertThat(north.state(id)).isEqualTo(DeliveryState.PUBLISHED);
        assertThat(south.network.calls()).hasSize(1);
    }

    @Test
    void nodeWhoseClockIsWrongArmsNothingUntilItIsRight() {
        Skewed database = new Skewed(north.timer, Duration.ofMillis(251));
        north.among(new InMemoryNodeStore(database)).start();
        DeliveryId id = north.post("p1", World.START.plusSeconds(10));

        north.advance(Duration.ofSeconds(20));
        assertThat(north.state(id)).isEqualTo(DeliveryState.SCHEDULED);
        assertThat(north.engine().status().problem()).contains("251 ms behind", "NTP");
        database.offset = Duration.ofMillis(-200);
        north.advance(Duration.ofSeconds(3));

        assertThat(north.state(id)).isEqualTo(DeliveryState.PUBLISHED);
        assertThat(north.engine().status().problem()).isEmpty();
    }

    @Test
    void nodeWhoseClockIsWrongStillPrepares() {
        World world = new World(Duration.ofHours(1));
        Skewed database = new Skewed(world.timer, Duration.ofSeconds(-1));
        world.among(new InMemoryNodeStore(database)).start();
        world.network.prepares((context, previous) -> new Ready(new PreparedValue("ready"), Optional.empty()));
        DeliveryId id = world.post("p1", World.START.plusSeconds(5));

        world.advance(Duration.ofSeconds(10));

        assertThat(world.network.visits()).hasSize(1);
        assertThat(world.state(id)).isEqualTo(DeliveryState.SCHEDULED);
    }

    @Test
    void secondServerWithTheSameIdClaimsNothingWhileTheFirstLives() {
        beat("n1", "b0", Set.of());
        north.among(nodes).start();
        DeliveryId id = north.post("p1", World.START.plusSeconds(1));
        for (int i = 0; i < 10; i++) {
            north.advance(Duration.ofSeconds(1));
            beat("n1", "b0", Set.of());
        }
        assertThat(north.state(id)).isEqualTo(DeliveryState.SCHEDULED);
        assertThat(north.engine().status().running()).isFalse();
        assertThat(north.engine().status().problem()).contains("same id n1", "node.id");

        north.advance(Duration.ofSeconds(12));

        assertThat(north.state(id)).isEqualTo(DeliveryState.PUBLISHED);
        assertThat(north.engine().status().running()).isTrue();
    }

    /** What a node puts into the store and then dies over is not waited for until the next look. */
    @Test
    void whatAnotherNodePutThereIsSeenWithinABeatThoughNoBellRings() {
        World south = pair(Duration.ZERO);
        north.advance(Duration.ofSeconds(5));
        north.publishers.pullOut(World.NETWORK);

        // As a person's request on the node that has no publisher; nothing nudges the other.
        DeliveryId id = north.post("p1", north.now().plusMillis(1));
        north.advance(World.BEAT.plusMillis(2));

        assertThat(north.state(id)).isEqualTo(DeliveryState.PUBLISHED);
        assertThat(south.network.calls()).hasSize(1);
    }

    private void beat(String node, String boot, Set<Platform> platforms) {
        nodes.beat(new Node(
                new Claimant(node, boot),
                "another place",
                "other.example.org",
                "",
                "",
                World.START,
                World.BEAT,
                platforms,
                Duration.ZERO,
                true,
                Map.of()));
    }

    /** A clock that is off by an amount that can be changed. */
    private static final class Skewed extends Clock {

        private final Clock clock;
        private Duration offset;

        Skewed(Clock clock, Duration offset) {
            this.clock = clock;
            this.offset = offset;
        }

        @Override
        public Instant instant() {
            return clock.instant().plus(offset);
        }

        @Override
        public ZoneId getZone() {
            return clock.getZone();
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
