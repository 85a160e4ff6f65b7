package io.carillon.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.carillon.api.model.Account;
import io.carillon.api.model.Content;
import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.Grant;
import io.carillon.api.model.MediaId;
import io.carillon.api.model.MediaRef;
import io.carillon.api.model.MissedPolicy;
import io.carillon.api.model.Platform;
import io.carillon.api.model.Post;
import io.carillon.api.model.Schedule;
import io.carillon.api.model.ThreadPart;
import io.carillon.api.publisher.Attachment;
import io.carillon.api.publisher.Message;
import io.carillon.api.store.InUseException;
import io.carillon.api.store.PostWithDeliveries;
import io.carillon.core.store.InMemoryPostStore;
import io.carillon.scheduler.internal.work.ThreadWorkers;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Embedded, on real threads and in real time. */
class SchedulerTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Account ACCOUNT =
            Account.of(Platform.INSTAGRAM, "@creator", "Creator", Grant.oauthToken("token"));

    private final GalleryPublisher gallery = new GalleryPublisher();

    private static Post post(Instant due) {
        return Post.to(ACCOUNT)
                .caption("Launching something new today.")
                .hashtags("#launch")
                .schedule(Schedule.at(due, ZoneOffset.UTC))
                .build();
    }

    private Scheduler scheduler() {
        return Scheduler.builder(new InMemoryPostStore()).publishers(gallery).build();
    }

    private static Delivery only(PostWithDeliveries post) {
        assertThat(post.deliveries()).hasSize(1);
        return post.deliveries().get(0);
    }

    @Test
    void seedSampleRunsAsItStands() throws Exception {
        try (Scheduler scheduler = SeedSample.run()) {
            boolean missed = Instant.parse("2026-02-10T10:00:00Z").isBefore(Instant.now());
            DeliveryState state = missed
                    ? scheduler.awaitSettled("post-001", PATIENCE).state()
                    : scheduler.find("post-001").orElseThrow().state();
            assertThat(state).isEqualTo(missed ? DeliveryState.MISSED : DeliveryState.SCHEDULED);
            assertThat(scheduler.status().running()).isTrue();
        }
    }

    @Test
    void schedulingTheSameIdTwiceLeavesTheFirstAlone() throws Exception {
        try (Scheduler scheduler = scheduler()) {
            Post post = post(Instant.now().plusMillis(300));
            CompletableFuture<PostWithDeliveries> first = scheduler.schedulePost("post-001", post);

            assertThatThrownBy(() -> scheduler.schedulePost("post-001", post)).isInstanceOf(InUseException.class);

            assertThat(only(first.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).state())
                    .isEqualTo(DeliveryState.PUBLISHED);
        }
    }

    @Test
    void futureCompletesOnceEveryStepWasTaken() throws Exception {
        Content content = new Content(
                "1/3",
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.of("comment"),
                List.of(new ThreadPart("2/3", List.of()), new ThreadPart("3/3", List.of())));
        try (Scheduler scheduler = scheduler()) {
            PostWithDeliveries settled = scheduler
                    .schedulePost("post-001", post(Instant.now()).withContent(content))
                    .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);

            assertThat(only(settled).state()).isEqualTo(DeliveryState.PUBLISHED);
            assertThat(gallery.shown())
                    .extracting(Message::text)
                    .containsExactlyInAnyOrder("1/3", "comment", "2/3", "3/3")
                    .containsSubsequence("1/3", "2/3", "3/3");
            assertThat(settled.stepsOf(only(settled))).hasSize(3);
        }
    }

    @Test
    void bothReadmesShowTheSampleThatRuns() throws IOException {
        String source = Files.readString(Path.of("src/test/java/io/carillon/scheduler/SeedSample.java"));
        String sample = source.substring(
                        source.indexOf("// sample:begin\n") + 16, source.indexOf("        // sample:end"))
                .stripTrailing()
                .stripIndent();

        assertThat(Files.readString(Path.of("README.md"))).contains("```java\n" + sample + "\n```");
        assertThat(Files.readString(Path.of("../../README.md"))).contains("```java\n" + sample + "\n```");
    }

    @Test
    void publishersAreFoundOnTheClassPath() throws Exception {
        try (Scheduler scheduler = new Scheduler(new InMemoryPostStore())) {
            scheduler.schedulePost("p1", post(Instant.now()));
            assertThat(scheduler.awaitSettled("p1", PATIENCE).state()).isEqualTo(DeliveryState.PUBLISHED);
        }
    }

    @Test
    void postsOfTheNextMomentGoOutNotBeforeTheirTimeAndOnce() throws Exception {
        try (Scheduler scheduler = scheduler()) {
            List<CompletableFuture<PostWithDeliveries>> all = new ArrayList<>();
            Instant first = Instant.now().plusMillis(100);
            for (int i = 0; i < 200; i++) {
                all.add(scheduler.schedulePost("p" + i, post(first.plusMillis(i / 10))));
            }
            for (CompletableFuture<PostWithDeliveries> one : all) {
                Delivery delivery = only(one.get(20, TimeUnit.SECONDS));
                assertThat(delivery.state()).isEqualTo(DeliveryState.PUBLISHED);
                assertThat(delivery.lateness().orElseThrow()).isGreaterThanOrEqualTo(Duration.ZERO);
            }
        }
        assertThat(gallery.shown()).hasSize(200);
        assertThat(gallery.tokens()).containsOnly("token");
        assertThat(gallery.shown().get(0).text()).isEqualTo("Launching something new today.\n\n#launch");
    }

    @Test
    void platformThreadsDoAsWell() throws Exception {
        try (Workers workers = ThreadWorkers.onPlatformThreads();
                Scheduler scheduler = Scheduler.builder(new InMemoryPostStore())
                        .publishers(gallery)
                        .workers(workers)
                        .build()) {
            assertThat(workers.permits()).isEqualTo(256);
            scheduler.schedulePost("p1", post(Instant.now().plusMillis(50)));
            assertThat(scheduler.awaitSettled("p1", PATIENCE).state()).isEqualTo(DeliveryState.PUBLISHED);
        }
    }

    @Test
    void pastScheduleIsPublishedAtOnceIfThePolicyAllows() throws Exception {
        try (Scheduler scheduler = scheduler()) {
            scheduler.schedulePost("late", post(Instant.now().minusSeconds(600)));
            scheduler.schedulePost("missed", post(Instant.now().minusSeconds(7200)));

            assertThat(scheduler.awaitSettled("late", PATIENCE).state()).isEqualTo(DeliveryState.PUBLISHED);
            assertThat(scheduler.awaitSettled("missed", PATIENCE).state()).isEqualTo(DeliveryState.MISSED);
        }
    }

    @Test
    void policyForMissedPostsCanBeChosen() throws Exception {
        try (Scheduler scheduler = Scheduler.builder(new InMemoryPostStore())
                .publishers(gallery)
                .missed(new MissedPolicy(MissedPolicy.Rule.SKIP, Duration.ZERO))
                .build()) {
            scheduler.schedulePost("p1", post(Instant.now().minusSeconds(600)));

            assertThat(scheduler.awaitSettled("p1", PATIENCE).state()).isEqualTo(DeliveryState.CANCELLED);
        }
    }

    @Test
    void whatWasNotSentAtTheEndStaysScheduledForTheNextScheduler(@TempDir Path data) throws Exception {
        InMemoryPostStore store = new InMemoryPostStore();
        Instant due = Instant.now().plusMillis(1500);
        try (Scheduler scheduler =
                Scheduler.builder(store).publishers(gallery).dataFolder(data).build()) {
            scheduler.schedulePost("p1", post(due));
        }
        assertThat(gallery.shown()).isEmpty();
        try (Scheduler scheduler = Scheduler.builder(store)
                .publishers(gallery)
                .accounts(ACCOUNT)
                .dataFolder(data)
                .build()) {
            awaitState(scheduler, "p1", DeliveryState.PUBLISHED);
        }
        assertThat(gallery.shown()).hasSize(1);
    }

    @Test
    void postOfAnEarlierRunWaitsForItsAccountToBeKnownAgain() throws Exception {
        InMemoryPostStore store = new InMemoryPostStore();
        try (Scheduler scheduler = Scheduler.builder(store).publishers(gallery).build()) {
            scheduler.schedulePost("p1", post(Instant.now().plusMillis(500)));
        }
        try (Scheduler scheduler = Scheduler.builder(store).publishers(gallery).build()) {
            awaitState(scheduler, "p1", DeliveryState.WAITING);
            scheduler.schedulePost("p2", post(Instant.now().plusSeconds(60)));
            awaitState(scheduler, "p1", DeliveryState.PUBLISHED);
        }
    }

    private static void awaitState(Scheduler scheduler, String id, DeliveryState state) {
        Instant end = Instant.now().plus(PATIENCE);
        while (scheduler.find(id).orElseThrow().state() != state
                && Instant.now().isBefore(end)) {
            Thread.onSpinWait();
        }
        assertThat(scheduler.find(id).orElseThrow().state()).isEqualTo(state);
    }

    @Test
    void mediaAreFetchedWhenAPublisherOpensThemAndNotBefore() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        List<String> requests = new ArrayList<>();
        server.createContext("/", exchange -> {
            requests.add(exchange.getRequestURI().getPath());
            byte[] body = "picture".getBytes(StandardCharsets.UTF_8);
            boolean there = exchange.getRequestURI().getPath().equals("/launch.jpg");
            exchange.sendResponseHeaders(there ? 200 : 404, there ? body.length : -1);
            if (there) {
                exchange.getResponseBody().write(body);
            }
            exchange.close();
        });
        server.start();
        String base = "http://127.0.0.1:" + server.getAddress().getPort();
        try (Scheduler scheduler = scheduler()) {
            Post post = Post.to(ACCOUNT)
                    .caption("Look.")
                    .media(base + "/launch.jpg")
                    .media(base + "/gone.jpg")
                    .schedule(Schedule.at(Instant.now(), ZoneOffset.UTC))
                    .build();
            scheduler.schedulePost("p1", post);
            scheduler.awaitSettled("p1", PATIENCE);
            assertThat(requests).isEmpty();

            List<Attachment> media = gallery.shown().get(0).attachments();
            try (InputStream bytes = media.get(0).open()) {
                assertThat(bytes.readAllBytes())
                        .asString(StandardCharsets.UTF_8)
                        .isEqualTo("picture");
            }
            assertThatThrownBy(() -> media.get(1).open())
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("404");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void badInputSaysWhatIsWrongAndWhatWouldBeRight() throws Exception {
        try (Scheduler scheduler = scheduler()) {
            Post unscheduled = Post.to(ACCOUNT).caption("When?").build();
            assertThatThrownBy(() -> scheduler.schedulePost("p1", unscheduled))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("no schedule")
                    .hasMessageContaining("Schedule.at");
            assertThatThrownBy(() -> scheduler.schedulePost("no blanks", post(Instant.now())))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("no blanks");
            scheduler.schedulePost("p1", post(Instant.now().plusSeconds(60)));
            assertThatThrownBy(() -> scheduler.schedulePost("p1", post(Instant.now())))
                    .isInstanceOf(InUseException.class);
            assertThatThrownBy(() -> scheduler.awaitSettled("p2", PATIENCE))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void mediumOfALibraryIsRefusedWithTheFixWhenItIsOpened() throws Exception {
        try (Scheduler scheduler = scheduler()) {
            Post post = Post.to(ACCOUNT)
                    .media(MediaRef.of(new MediaId("m_1")))
                    .schedule(Schedule.at(Instant.now(), ZoneOffset.UTC))
                    .build();
            scheduler.schedulePost("p1", post);
            scheduler.awaitSettled("p1", PATIENCE);

            assertThatThrownBy(() -> gallery.shown().get(0).attachments().get(0).open())
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("m_1")
                    .hasMessageContaining("address");
        }
    }
}
