package io.carillon.scheduler.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.api.model.DeliveryId;
import io.carillon.api.model.MediaFile;
import io.carillon.api.model.MediaId;
import io.carillon.api.model.MediaRef;
import io.carillon.api.model.Workspace;
import io.carillon.api.publisher.Continue;
import io.carillon.api.publisher.PreparedValue;
import io.carillon.api.publisher.Ready;
import io.carillon.api.publisher.Unavailable;
import io.carillon.core.FakeAttachments;
import io.carillon.scheduler.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A megabyte to a network that prepares an hour ahead. */
class UploadPaceTest {

    private static final long MEGABYTE = 1_000_000;
    private static final Instant DUE = World.START.plusSeconds(7200);
    private static final Instant AHEAD = DUE.minusSeconds(3600);
    private static final PreparedValue HALF = new PreparedValue("half");
    private static final Duration CAUTIOUS = Duration.ofSeconds(3);

    private final World world = new World(Duration.ofHours(1)).start();

    @BeforeEach
    void everyPostCarriesAMegabyte() {
        MediaFile film = new MediaFile(
                new MediaId("m_film"),
                Workspace.DEFAULT_ID,
                "film.mp4",
                "video/mp4",
                MEGABYTE,
                OptionalInt.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                "00",
                "film",
                "",
                World.START);
        FakeAttachments library = new FakeAttachments();
        library.add(film);
        world.attachments = library.resolve(Workspace.DEFAULT_ID, List.of(MediaRef.of(film.id())));
    }

    private Duration pace() {
        return world.publishers.pace().expected(World.NETWORK, MEGABYTE);
    }

    @Test
    void isLearnedFromTheFirstVisitToTheLast() {
        assertThat(pace()).isEqualTo(CAUTIOUS);
        world.network.prepares(
                (context, before) -> new Continue(HALF, AHEAD.plusSeconds(500)),
                (context, before) -> new Continue(HALF, AHEAD.plusSeconds(1001)));
        world.post("p1", DUE);

        world.advanceTo(AHEAD.plusSeconds(1002));

        // A fifth of the 1,001 s, beside four fifths of the second that it was thought to take.
        assertThat(pace()).isBetween(Duration.ofSeconds(202), Duration.ofSeconds(204));
    }

    @Test
    void isNotLearnedFromTheTimeInWhichTheNetworkWasAway() {
        world.network.prepares(
                (context, before) -> {
                    context.checkpoint(HALF);
                    return new Unavailable("down");
                },
                (context, before) -> new Ready(new PreparedValue("whole"), Optional.empty()));
        world.post("p1", DUE);

        world.advanceTo(DUE);

        assertThat(world.network.visits()).hasSize(2);
        assertThat(pace()).isEqualTo(CAUTIOUS);
    }

    @Test
    void isNotLearnedFromWhatARestartInterrupted() {
        world.network.prepares((context, before) -> new Continue(HALF, AHEAD.plusSeconds(1000)));
        world.post("p1", DUE);
        world.advanceTo(AHEAD.plusSeconds(1));
        world.kill().start();

        world.advanceTo(DUE);

        assertThat(world.network.visits()).hasSize(2);
        assertThat(pace()).isEqualTo(CAUTIOUS);
    }

    @Test
    void isLearnedAnewAfterAnEdit() {
        world.network.prepares((context, before) -> new Continue(HALF, AHEAD.plusSeconds(3000)));
        DeliveryId post = world.post("p1", DUE);
        world.advanceTo(AHEAD.plusSeconds(1));

        world.edit(post, DUE.plusSeconds(60));
        world.advanceTo(DUE.plusSeconds(60));

        assertThat(world.network.visits()).containsExactly(Optional.empty(), Optional.empty());
        assertThat(pace()).isLessThan(CAUTIOUS);
    }
}
