package io.carillon.scheduler.internal.keep;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.api.model.Platform;
import io.carillon.api.model.Workspace;
import io.carillon.api.store.Claimant;
import io.carillon.api.store.Node;
import io.carillon.core.MovableClock;
import io.carillon.core.store.InMemoryEventStore;
import io.carillon.core.store.InMemoryNodeStore;
import io.carillon.scheduler.world.FakePublishers;
import io.carillon.scheduler.world.ScriptedPublisher;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlatformWatchTest {

    private final MovableClock clock = new MovableClock(Instant.parse("2026-02-10T09:00:00Z"));
    private final FakePublishers publishers = new FakePublishers();
    private final InMemoryNodeStore nodes = new InMemoryNodeStore(clock);
    private final InMemoryEventStore events = new InMemoryEventStore();
    private final PlatformWatch watch = new PlatformWatch(publishers, nodes, events, clock);

    private List<String> told() {
        return events.after(Workspace.DEFAULT_ID, "", 100).stream()
                .map(event -> event.type().text() + " " + event.data().get("platform"))
                .toList();
    }

    private void otherNodeHas(Platform... platforms) {
        nodes.beat(new Node(
                new Claimant("other", "boot-1"),
                "place",
                "tower",
                "",
                "1",
                clock.instant(),
                Duration.ofSeconds(10),
                Set.of(platforms),
                Duration.ZERO,
                true,
                Map.of()));
    }

    @Test
    void whatComesIsToldOnce() {
        watch.look();
        assertThat(told()).isEmpty();
        publishers.plugIn(new ScriptedPublisher(clock, Platform.SANDBOX, Duration.ZERO));
        watch.look();
        watch.look();
        assertThat(told()).containsExactly("platform.added sandbox");
    }

    @Test
    void whatGoesIsToldOnceItHasBeenAwayForAWhile() {
        publishers.plugIn(new ScriptedPublisher(clock, Platform.SANDBOX, Duration.ZERO));
        watch.look();
        publishers.pullOut(Platform.SANDBOX);
        watch.look();
        clock.advance(PlatformWatch.GRACE.minusSeconds(1));
        publishers.plugIn(new ScriptedPublisher(clock, Platform.SANDBOX, Duration.ZERO));
        watch.look();
        publishers.pullOut(Platform.SANDBOX);
        clock.advance(Duration.ofSeconds(30));
        watch.look();
        clock.advance(PlatformWatch.GRACE.minusSeconds(1));
        watch.look();
        assertThat(told()).as("it was there in between").containsExactly("platform.added sandbox");

        clock.advance(Duration.ofSeconds(1));
        watch.look();
        watch.look();

        assertThat(told()).containsExactly("platform.added sandbox", "platform.removed sandbox");
    }

    @Test
    void whatAnotherNodeHasIsThere() {
        otherNodeHas(Platform.SANDBOX);
        watch.look();
        assertThat(told()).containsExactly("platform.added sandbox");
        clock.advance(Duration.ofSeconds(31));
        watch.look();
        clock.advance(PlatformWatch.GRACE);
        watch.look();
        assertThat(told()).endsWith("platform.removed sandbox");
    }
}
