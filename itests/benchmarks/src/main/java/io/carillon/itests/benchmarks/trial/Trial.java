package io.carillon.itests.benchmarks.trial;

import io.carillon.itests.benchmarks.contender.Contender;
import io.carillon.itests.benchmarks.contender.Item;
import io.carillon.itests.benchmarks.http.SlowCall;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One contender in a process of its own: does what it is told, and prints what it measured. */
public final class Trial {

    /** Between storing what is to fall due and the first of it there is time for the engine to start. */
    private static final int LEAD_MILLIS = 1_500;

    private final Order order;
    private final Contender contender;
    private final Database database;
    private final Driver driver = new Driver();

    private Trial(Order order) {
        this.order = order;
        contender = Contender.named(order.contender());
        database = new Database(contender, order.target());
    }

    /** @param arguments an {@link Order} */
    public static void main(String... arguments) throws Exception {
        new Trial(Order.parse(arguments)).run();
        // Schedulers leave threads behind.
        System.exit(0);
    }

    private void run() throws Exception {
        Files.createDirectories(order.target().folder());
        if (order.fill().isPresent()) {
            database.fill(order.fill().get());
            return;
        }
        try (Contender.Service service = contender.open(order.target(), order.inFlight())) {
            int run = order.firstRun();
            for (Session session : order.sessions()) {
                measure(service, session, run++);
            }
            if (order.idleSeconds() > 0) {
                idle(service);
            }
            driver.tellFlushes("exit");
        }
    }

    private void measure(Contender.Service service, Session session, int run) throws Exception {
        List<Item> items = new ArrayList<>();
        Instant origin = prepare(session, run, items);
        try (SlowCall network = new SlowCall(order.network())) {
            Stopwatch watch = new Stopwatch(run, items, order.network() == 0 ? id -> {} : network);
            driver.mark(session.name() + ".begin");
            driver.tellFlushes(session.name() + ".begin");
            double cpu = Cpu.seconds();
            long begun = System.nanoTime();
            Contender.Engine engine = service.start(watch);
            Instant now = Instant.now();
            Instant last = origin.plusMillis(session.endMillis());
            boolean overdue = session.endMillis() < 0 || last.isBefore(now);
            await(watch, session.count(), (overdue ? now : last).plusSeconds(session.patienceSeconds()));
            int unfinished = awaitDurable(run, watch.done() == session.count() ? 5 : 0);
            double seconds = (System.nanoTime() - begun) / 1e9;
            driver.tell(session.name() + ".seconds", seconds);
            driver.tell(session.name() + ".cpu", Cpu.seconds() - cpu);
            driver.mark(session.name() + ".end");
            driver.tellFlushes(session.name() + ".end");
            driver.tell(session.name() + ".unfinished", unfinished);
            driver.tell(session.name() + ".done", watch.done());
            driver.tell(session.name() + ".twice", watch.twice());
            driver.tell(session.name() + ".inFlight", watch.most());
            driver.tell(session.name() + ".first", (watch.firstAt() - begun) / 1e6);
            tellLateness(session, watch);
            driver.tell(session.name() + ".heap", Cpu.heapInUse());
            engine.stop();
            if (unfinished > 0) {
                database.forget(run);
            }
        }
    }

    /** Stores the session's items. @return what their instants are counted from */
    private Instant prepare(Session session, int run, List<Item> items) throws SQLException, IOException {
        // Storing takes its time; what is to fall due after the start is stored well before.
        Instant origin = Instant.now()
                .truncatedTo(ChronoUnit.MILLIS)
                .plusMillis(LEAD_MILLIS + session.count() / 5L + (order.target().isPostgres() ? 1_000 : 3_000));
        for (Phase phase : session.phases()) {
            for (int i = 0; i < phase.count(); i++) {
                items.add(new Item(run, items.size(), phase.due(origin, i)));
            }
        }
        database.store(items);
        return origin;
    }

    private static void await(Stopwatch watch, int count, Instant limit) throws InterruptedException {
        while (watch.done() < count && Instant.now().isBefore(limit)) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
    }

    private int awaitDurable(int run, int seconds) throws SQLException, InterruptedException {
        Instant limit = Instant.now().plusSeconds(seconds);
        int unfinished = database.unfinished(run);
        while (unfinished > 0 && Instant.now().isBefore(limit)) {
            TimeUnit.MILLISECONDS.sleep(5);
            unfinished = database.unfinished(run);
        }
        return unfinished;
    }

    private void tellLateness(Session session, Stopwatch watch) {
        int index = 0;
        for (Phase phase : session.phases()) {
            long[] sorted = new long[phase.count()];
            int late = 0;
            for (int i = 0; i < sorted.length; i++, index++) {
                sorted[i] = watch.lateness(index);
                late += watch.wasCalled(index) ? 0 : 1;
            }
            Arrays.sort(sorted);
            String name = session.name() + "." + phase.name();
            driver.tell(name + ".missing", late);
            driver.tell(name + ".p50", sorted[sorted.length / 2] / 1e3);
            driver.tell(name + ".p99", sorted[sorted.length * 99 / 100] / 1e3);
            driver.tell(name + ".max", sorted[sorted.length - 1] / 1e3);
            driver.tell(name + ".min", sorted[0] / 1e3);
        }
    }

    private void idle(Contender.Service service) throws Exception {
        Contender.Engine engine = service.start(id -> {});
        // What a start takes is not idling.
        TimeUnit.SECONDS.sleep(5);
        driver.mark("idle.begin");
        driver.tellFlushes("idle.begin");
        double cpu = Cpu.seconds();
        TimeUnit.SECONDS.sleep(order.idleSeconds());
        driver.tell("idle.cpu", Cpu.seconds() - cpu);
        driver.mark("idle.end");
        driver.tellFlushes("idle.end");
        driver.tell("idle.heap", Cpu.heapInUse());
        engine.stop();
    }
}
