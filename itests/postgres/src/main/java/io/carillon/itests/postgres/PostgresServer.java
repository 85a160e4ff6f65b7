package io.carillon.itests.postgres;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A real PostgreSQL on a free port of 127.0.0.1, with passwords, in a folder of its own. It can be killed and started
 * again on the same files and the same port.
 */
public final class PostgresServer implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 60;
    private static final int TRIES = 3;
    private static final String ADMINISTRATOR = "postgres";

    private final Path folder;
    private final Programs programs;
    private final Runner runner;
    private final String password = UUID.randomUUID().toString();
    private final AtomicInteger databases = new AtomicInteger();
    private final boolean durable;
    private int port;
    private Process process;

    private PostgresServer(Path folder, boolean durable) {
        this.folder = folder;
        this.durable = durable;
        programs = Programs.unpackInto(folder.resolve("programs"));
        runner = Runner.find(programs);
    }

    /**
     * The one that all tests of this process share. It is started when it is first asked for, in {@code target/postgres}
     * of the module that is tested, and stopped when the process ends.
     *
     * @throws PostgresUnavailableException if PostgreSQL can't be run here; the same each time
     */
    public static PostgresServer shared() {
        return Shared.get();
    }

    /**
     * Starts one.
     *
     * @param folder that doesn't exist yet, or holds what a former one left: that is stopped and removed
     * @throws PostgresUnavailableException if PostgreSQL can't be run here
     */
    public static PostgresServer start(Path folder) {
        return start(folder, false);
    }

    /** As {@link #start(Path)}, with commits that reach the disk as they do by default: for whoever measures. */
    public static PostgresServer startDurable(Path folder) {
        return start(folder, true);
    }

    private static PostgresServer start(Path folder, boolean durable) {
        Path own = folder.toAbsolutePath().normalize();
        try {
            Leftovers.remove(own);
            Files.createDirectories(own);
            PostgresServer server = new PostgresServer(own, durable);
            server.makeCluster();
            server.launchSomewhere();
            return server;
        } catch (IOException e) {
            throw new PostgresUnavailableException("PostgreSQL can't be started in " + own + ": " + e, e);
        }
    }

    private void makeCluster() throws IOException {
        Path data = data();
        Files.createDirectory(data);
        runner.handOver(data);
        Path secret = Files.writeString(folder.resolve("password"), password);
        runner.handOver(secret);
        Path log = folder.resolve("initdb.log");
        Process initdb = runner.process(
                        programs.path("initdb"),
                        "--pgdata=" + data,
                        "--username=" + ADMINISTRATOR,
                        "--pwfile=" + secret,
                        "--auth=scram-sha-256",
                        "--encoding=UTF8",
                        "--no-locale",
                        "--no-sync")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (!ended(initdb) || initdb.exitValue() != 0) {
            initdb.destroyForcibly();
            throw new PostgresUnavailableException("PostgreSQL's initdb failed: " + lastLine(log));
        }
    }

    /** A port that is free when it is looked for may be taken a moment later. */
    private void launchSomewhere() throws IOException {
        for (int tries = 1; ; tries++) {
            try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                port = socket.getLocalPort();
            }
            try {
                launch();
                return;
            } catch (PostgresUnavailableException e) {
                if (tries == TRIES) {
                    throw e;
                }
            }
        }
    }

    /** Starts it again after {@link #kill()}, on the same files and the same port. */
    public void restart() {
        try {
            launch();
        } catch (IOException e) {
            throw new IllegalStateException("PostgreSQL can't be started again: " + e, e);
        }
    }

    private void launch() throws IOException {
        process = runner.process(
                        programs.path("postgres"),
                        "-D",
                        data().toString(),
                        "-p",
                        Integer.toString(port),
                        "-c",
                        "listen_addresses=127.0.0.1",
                        "-c",
                        "unix_socket_directories=",
                        // What is written reaches the operating system, and that survives a killed server.
                        "-c",
                        durable ? "fsync=on" : "fsync=off",
                        "-c",
                        "timezone=UTC")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                .start();
        awaitReady();
    }

    private void awaitReady() throws IOException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (process.isAlive() && System.nanoTime() < deadline) {
            try (Connection connection = administrator("postgres")) {
                if (connection.isValid(1)) {
                    return;
                }
            } catch (SQLException e) {
                pause();
            }
        }
        kill();
        throw new PostgresUnavailableException("PostgreSQL doesn't start: " + lastLine(log()));
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PostgresUnavailableException("Interrupted while PostgreSQL started", e);
        }
    }

    /** A fresh, empty database with a role that owns it. */
    public PostgresDatabase createDatabase() {
        String name = "carillon_" + databases.incrementAndGet();
        String secret = "secret-" + UUID.randomUUID();
        try (Connection connection = administrator("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE ROLE " + name + " LOGIN PASSWORD '" + secret + "'");
            statement.execute("CREATE DATABASE " + name + " OWNER " + name);
            return new PostgresDatabase(url(name), name, secret);
        } catch (SQLException e) {
            throw new IllegalStateException("No database can be made: " + e.getMessage(), e);
        }
    }

    /** A connection to one of its databases as the one who may do everything. */
    public Connection administrator(String database) throws SQLException {
        return DriverManager.getConnection(url(database), ADMINISTRATOR, password);
    }

    private String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    public int port() {
        return port;
    }

    /** Its processes at the moment: itself, and what serves connections and works for it. */
    public List<ProcessHandle> processes() {
        return Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
    }

    /** Ends it without warning, with all that serve connections. */
    public void kill() {
        List<ProcessHandle> all = processes();
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(one -> one.onExit().join());
    }

    /** Stops it: whoever is connected is thrown out, and its files are left in order. */
    @Override
    public void close() {
        if (!process.isAlive()) {
            return;
        }
        try {
            Process stop = runner.process(programs.path("pg_ctl"), "stop", "-D", data().toString(), "-m", "fast", "-W")
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                    .start();
            if (!ended(stop) || !ended(process)) {
                kill();
            }
        } catch (IOException e) {
            kill();
        }
    }

    /** What the server has written down, with more at its end each time. */
    public Path log() {
        return folder.resolve("server.log");
    }

    private Path data() {
        return folder.resolve("data");
    }

    private static boolean ended(Process process) {
        try {
            return process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static String lastLine(Path log) throws IOException {
        List<String> lines = Files.readAllLines(log, StandardCharsets.UTF_8).stream()
                .filter(line -> !line.isBlank())
                .toList();
        return lines.isEmpty() ? "it said nothing" : lines.get(lines.size() - 1).strip();
    }
}
