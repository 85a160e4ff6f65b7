package io.carillon.itests.benchmarks;

import io.carillon.itests.benchmarks.contender.Target;
import io.carillon.itests.benchmarks.trial.Order;
import io.carillon.itests.benchmarks.trial.Session;
import io.carillon.itests.postgres.PostgresDatabase;
import io.carillon.itests.postgres.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where trials take place: a database for each contender and amount of what is stored, filled when it is first asked for.
 * Runs follow each other on the same database, since a fresh copy for each would be written to the disk while the run is
 * measured.
 */
final class Arena implements AutoCloseable {

    /** Sessions of a trial have numbers of their own from here on. */
    private static final int RUNS = 10;

    private record Key(String contender, String database, int stored) {}

    /** A trial, without where. */
    record Task(
            String contender,
            String database,
            int stored,
            int inFlight,
            int network,
            int idle,
            boolean countsFlushes,
            List<Session> sessions) {

        static Task of(String contender, String database, int stored, Session... sessions) {
            return new Task(contender, database, stored, 0, 0, 0, false, List.of(sessions));
        }

        /** With Derby counting how often it waits for the disk; PostgreSQL always does. */
        Task counted() {
            return new Task(contender, database, stored, inFlight, network, idle, true, sessions);
        }

        /** With so many calls at a time to the network on a port. */
        Task calling(int port, int atOnce) {
            return new Task(contender, database, stored, atOnce, port, idle, countsFlushes, sessions);
        }

        /** With so many seconds of doing nothing at its end. */
        Task idling(int seconds) {
            return new Task(contender, database, stored, inFlight, network, seconds, countsFlushes, sessions);
        }
    }

    private final Path folder;
    private final Path java;
    private final Map<Key, Target> targets = new HashMap<>();
    private final Map<Key, Meters> meters = new HashMap<>();
    private PostgresServer postgres;
    private int runs = 1;

    /** @param java the home of the Java that trials run on unless they say otherwise */
    Arena(Path folder, Path java) {
        this.folder = folder;
        this.java = java;
    }

    Figures run(Task task) {
        return run(task, java);
    }

    Figures run(Task task, Path home) {
        Key key = new Key(task.contender(), task.database(), task.stored());
        Target target = targets.computeIfAbsent(key, this::filled);
        checkpoint(task.database());
        int run = runs;
        runs += RUNS;
        Figures figures = process(home)
                .run(
                        new Order(
                                task.contender(),
                                task.countsFlushes() ? target.counted() : target,
                                task.inFlight(),
                                Optional.empty(),
                                task.network(),
                                run,
                                task.idle(),
                                task.sessions()),
                        meters.get(key));
        for (Session session : task.sessions()) {
            tell(session.name(), figures);
        }
        return figures;
    }

    private static void tell(String session, Figures figures) {
        Progress.say(
                "  %s: %.0f in %.2f s, %.2f s of a processor and %.2f s of the server's, %.0f at once",
                session,
                figures.get(session + ".done"),
                figures.get(session + ".seconds"),
                figures.get(session + ".cpu"),
                figures.has(session + ".end.serverCpu")
                        ? figures.between("serverCpu", session + ".begin", session + ".end")
                        : 0,
                figures.get(session + ".inFlight"));
    }

    private TrialProcess process(Path home) {
        return new TrialProcess(home, folder.resolve("trials.log"), flags());
    }

    /** Of whoever wants to look closer, such as {@code -XX:StartFlightRecording=…}. */
    private static List<String> flags() {
        return Stream.of(System.getProperty("benchmarks.flags", "").split(" "))
                .filter(flag -> !flag.isEmpty())
                .toList();
    }

    private Target filled(Key key) {
        Progress.say("Filling the %s of %s with %,d", key.database(), key.contender(), key.stored());
        Target target = make(key);
        process(java)
                .run(
                        new Order(key.contender(), target, 0, Optional.of(key.stored()), 0, 0, 0, List.of()),
                        (moment, into) -> {});
        return target;
    }

    private Target make(Key key) {
        Path own = folder.resolve(key.database() + "-" + key.contender() + "-" + key.stored());
        // A run that was killed leaves its own behind.
        deleteAll(own);
        if (key.database().equals("derby")) {
            meters.put(key, (moment, into) -> {});
            return new Target("jdbc:derby:" + own.resolve("database"), "APP", "", own);
        }
        if (postgres == null) {
            postgres = PostgresServer.startDurable(folder.resolve("postgres"));
        }
        PostgresDatabase database = postgres.createDatabase();
        meters.put(key, new PostgresMeters(postgres, database.user()));
        return new Target(database.url(), database.user(), database.password(), own);
    }

    /** What earlier runs have changed is on the disk before the next begins. */
    private void checkpoint(String database) {
        if (!database.equals("postgresql")) {
            return;
        }
        try (Connection connection = postgres.administrator("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("CHECKPOINT");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        if (postgres != null) {
            postgres.close();
        }
        targets.values().forEach(target -> deleteAll(target.folder()));
    }

    static void deleteAll(Path path) {
        if (!Files.exists(path)) {
            return;
        }
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
