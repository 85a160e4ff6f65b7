package io.carillon.scheduler.bench;

import com.sun.management.OperatingSystemMXBean;
import io.carillon.api.model.Account;
import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryId;
import io.carillon.api.model.Grant;
import io.carillon.api.model.IdempotencyKey;
import io.carillon.api.model.Platform;
import io.carillon.api.model.Post;
import io.carillon.api.model.PostId;
import io.carillon.api.model.Preparation;
import io.carillon.api.model.Schedule;
import io.carillon.api.model.StoredPost;
import io.carillon.api.model.Workspace;
import io.carillon.api.publisher.Counting;
import io.carillon.api.publisher.PastAttempt;
import io.carillon.api.publisher.PreparedValue;
import io.carillon.api.publisher.PublishContext;
import io.carillon.api.publisher.PublishOutcome;
import io.carillon.api.publisher.Published;
import io.carillon.api.publisher.PublisherProfile;
import io.carillon.api.publisher.ReconcileOutcome;
import io.carillon.api.publisher.TextRule;
import io.carillon.api.publisher.spi.Publisher;
import io.carillon.core.store.InMemoryPostStore;
import io.carillon.scheduler.Scheduler;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;

/**
 * Prints how late posts are and how fast they go, on the store in memory. Not a test: run it by hand on a quiet machine,
 * with the class path of the tests.
 */
public final class LatenessBench {

    private static final Platform BELL = new Platform("bench");
    private static final Account ACCOUNT = Account.of(BELL, "@bench", "Bench", Grant.oauthToken("t"));

    /** Notes how late each call comes in. */
    private static final class Stopwatch implements Publisher {

        private final long[] micros;
        private final Duration takes;
        private final AtomicInteger next = new AtomicInteger();
        private final AtomicInteger early = new AtomicInteger();
        private final CountDownLatch left;

        Stopwatch(int posts, Duration takes) {
            micros = new long[posts];
            this.takes = takes;
            left = new CountDownLatch(posts);
        }

        @Override
        public PublisherProfile profile() {
            return PublisherProfile.builder(BELL, "Bench", TextRule.of(500, Counting.CODE_POINTS))
                    .build();
        }

        @Override
        public PublishOutcome publish(PublishContext context, PreparedValue prepared) {
            Instant now = Instant.now();
            if (now.isBefore(context.due())) {
                early.incrementAndGet();
            }
            micros[next.getAndIncrement()] = ChronoUnit.MICROS.between(context.due(), now);
            long until = System.nanoTime() + takes.toNanos();
            while (!takes.isZero() && System.nanoTime() < until) {
                LockSupport.parkNanos(until - System.nanoTime());
            }
            left.countDown();
            return Published.of("r", URI.create("https://bench.test/r"), now);
        }

        @Override
        public ReconcileOutcome reconcile(PublishContext context, PastAttempt attempt) {
            return new ReconcileOutcome.Absent();
        }
    }

    private LatenessBench() {}

    public static void main(String[] arguments) throws Exception {
        System.out.println("Java " + Runtime.version());
        if (List.of(arguments).contains("crowd")) {
            Instant noon = Instant.now().plusSeconds(15);
            run("100,000 due at one instant", 100_000, Duration.ZERO, i -> noon);
            Instant later = Instant.now().plusSeconds(15);
            run("100,000 due at one instant, calls of 20 ms", 100_000, Duration.ofMillis(20), i -> later);
            return;
        }
        for (int round = 1; round <= 5; round++) {
            Instant burst = Instant.now().plusSeconds(4);
            run(round + ": 2,000 due at one instant", 2000, Duration.ZERO, i -> burst);
            Instant steady = Instant.now().plusSeconds(5);
            run(round + ": 500/s for 8 s", 4000, Duration.ZERO, i -> steady.plusMillis(2L * i));
            Instant past = Instant.now().minusSeconds(30);
            run(round + ": 20,000 overdue", 20_000, Duration.ZERO, i -> past);
            run(round + ": 20,000 overdue, calls of 200 ms", 20_000, Duration.ofMillis(200), i -> past);
        }
    }

    private static void run(String name, int posts, Duration takes, IntFunction<Instant> due) throws Exception {
        InMemoryPostStore store = new InMemoryPostStore();
        for (int i = 0; i < posts; i++) {
            store(store, i, due.apply(i));
        }
        Stopwatch watch = new Stopwatch(posts, takes);
        Runtime.getRuntime().gc();
        long before = Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
        try (Scheduler scheduler =
                Scheduler.builder(store).publishers(watch).accounts(ACCOUNT).build()) {
            long begun = System.nanoTime();
            long cpu = cpu();
            if (!watch.left.await(120, TimeUnit.SECONDS)) {
                System.out.println("Not done: " + watch.left.getCount() + " left, " + scheduler.status());
            }
            double seconds = (System.nanoTime() - begun) / 1e9;
            double busy = (cpu() - cpu) / 1e9;
            Runtime.getRuntime().gc();
            long held =
                    (Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory() - before) >> 20;
            long[] sorted = watch.micros.clone();
            Arrays.sort(sorted);
            System.out.printf(
                    "%-40s p50 %6.3f ms  p99 %7.3f ms  max %7.3f ms  %7.0f/s  CPU %.2f s of %.2f s"
                            + "  early %d  calls %d  heap %+d MB%n",
                    name,
                    sorted[posts / 2] / 1e3,
                    sorted[posts * 99 / 100] / 1e3,
                    sorted[posts - 1] / 1e3,
                    posts / seconds,
                    busy,
                    seconds,
                    watch.early.get(),
                    watch.next.get(),
                    held);
        }
    }

    private static long cpu() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }

    private static void store(InMemoryPostStore store, int number, Instant at) {
        Instant due = at.truncatedTo(ChronoUnit.MICROS);
        Post post = Post.to(ACCOUNT)
                .caption("Post " + number)
                .schedule(Schedule.at(due, ZoneOffset.UTC))
                .build();
        StoredPost stored = new StoredPost(new PostId("p" + number), Workspace.DEFAULT_ID, 1, post, due, due);
        store.add(
                stored,
                List.of(Delivery.scheduled(
                        new DeliveryId("d" + number),
                        stored,
                        ACCOUNT,
                        due,
                        new IdempotencyKey("k" + number, due),
                        Preparation.NONE,
                        due)));
    }
}
