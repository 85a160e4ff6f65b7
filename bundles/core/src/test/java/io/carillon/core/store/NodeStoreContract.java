package io.carillon.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.api.model.Platform;
import io.carillon.api.store.Claimant;
import io.carillon.api.store.Node;
import io.carillon.api.store.NodeRoll;
import io.carillon.api.store.NodeRoll.Presence;
import io.carillon.api.store.NodeStore;
import io.carillon.core.MovableClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link NodeStore} promises. */
public abstract class NodeStoreContract {

    private static final Instant NOW = Instant.parse("2026-02-10T09:00:00Z");
    private static final Duration BEAT = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(6);
    private static final Claimant NORTH = new Claimant("north", "boot-1");
    private static final Claimant SOUTH = new Claimant("south", "boot-1");

    private final MovableClock clock = new MovableClock(NOW);
    private NodeStore store;

    /** Knows no node. @param database what the database's clock says */
    protected abstract NodeStore emptyStore(Clock database);

    @BeforeEach
    void open() {
        store = emptyStore(clock);
    }

    private static Node node(Claimant run, String place, Platform... platforms) {
        return new Node(
                run,
                place,
                "bells.example.org",
                "http://127.0.0.1:8080",
                "1.2.3",
                NOW.minusSeconds(5),
                BEAT,
                Set.of(platforms),
                Duration.ofMillis(-3),
                true,
                Map.of("media", "m_1", "vault", "v_1"));
    }

    private Presence presence(Claimant run) {
        NodeRoll roll = store.roll();
        return roll.find(run.node()).orElseThrow().presence(roll.now());
    }

    @Test
    void nodeThatBeatsIsOnTheRollAsItDescribesItself() {
        Node node = node(NORTH, "here", Platform.SANDBOX, Platform.BLUESKY);

        assertThat(store.beat(node)).isTrue();

        NodeRoll roll = store.roll();
        assertThat(roll.now()).isEqualTo(NOW).isEqualTo(store.now());
        assertThat(roll.nodes()).containsExactly(new NodeRoll.Entry(node, NOW, false));
        assertThat(roll.alive()).hasSize(1);
    }

    @Test
    void everyBeatTellsAnew() {
        store.beat(node(NORTH, "here"));
        clock.advance(BEAT);
        Node changed = new Node(
                NORTH,
                "here",
                "other",
                "",
                "1.2.4",
                NOW,
                BEAT,
                Set.of(Platform.X),
                Duration.ofSeconds(-1),
                false,
                Map.of());

        assertThat(store.beat(changed)).isTrue();

        assertThat(store.roll().nodes()).containsExactly(new NodeRoll.Entry(changed, NOW.plus(BEAT), false));
    }

    @Test
    void nodeThatIsSilentForThreeBeatsIsGone() {
        store.beat(node(NORTH, "here", Platform.SANDBOX));
        store.beat(node(SOUTH, "there", Platform.X));

        clock.advance(PATIENCE.minusNanos(1000));
        assertThat(presence(NORTH)).isEqualTo(Presence.ALIVE);
        assertThat(store.roll().platformsBeside("south")).containsExactly(Platform.SANDBOX);
        store.beat(node(SOUTH, "there", Platform.X));
        clock.advance(Duration.ofNanos(1000));

        assertThat(presence(NORTH)).isEqualTo(Presence.GONE);
        assertThat(store.roll().platformsBeside("south")).isEmpty();
        assertThat(store.roll().platformsBeside("north")).containsExactly(Platform.X);
    }

    @Test
    void nodeThatStopsSaysSoAndItsPublishersCountForAMomentLonger() {
        store.beat(node(NORTH, "here", Platform.SANDBOX));
        store.leave(new Claimant("north", "boot-0"));
        assertThat(presence(NORTH)).isEqualTo(Presence.ALIVE);

        store.leave(NORTH);

        assertThat(presence(NORTH)).isEqualTo(Presence.STOPPED);
        assertThat(store.roll().platformsBeside("south")).containsExactly(Platform.SANDBOX);
        clock.advance(PATIENCE);
        assertThat(store.roll().platformsBeside("south")).isEmpty();
    }

    @Test
    void secondRunElsewhereIsRefusedWhileTheFirstLives() {
        store.beat(node(NORTH, "here"));
        Node second = node(new Claimant("north", "boot-2"), "a copy of the folder");

        clock.advance(PATIENCE.minusNanos(1000));
        assertThat(store.beat(second)).isFalse();
        assertThat(store.roll().find("north").orElseThrow().node().run()).isEqualTo(NORTH);
        clock.advance(Duration.ofNanos(1000));

        assertThat(store.beat(second)).isTrue();
        assertThat(store.beat(node(NORTH, "here")))
                .as("now the first is refused")
                .isFalse();
        assertThat(store.roll().nodes())
                .extracting(entry -> entry.node().run().boot())
                .containsExactly("boot-2");
    }

    @Test
    void nextRunAtTheSamePlaceOrAfterAStopIsThereAtOnce() {
        store.beat(node(NORTH, "here"));
        assertThat(store.beat(node(new Claimant("north", "boot-2"), "here"))).isTrue();
        store.leave(NORTH);
        assertThat(presence(NORTH)).as("the former run's word counts no more").isEqualTo(Presence.ALIVE);

        store.leave(new Claimant("north", "boot-2"));

        assertThat(store.beat(node(new Claimant("north", "boot-3"), "elsewhere")))
                .isTrue();
        assertThat(presence(NORTH)).isEqualTo(Presence.ALIVE);
    }

    @Test
    void nodesThatWereNotHeardOfForAWeekAreForgotten() {
        store.beat(node(NORTH, "here"));
        clock.advance(Duration.ofDays(7).plusSeconds(1));

        store.beat(node(SOUTH, "there"));

        assertThat(store.roll().nodes()).extracting(entry -> entry.node().run()).containsExactly(SOUTH);
    }
}
