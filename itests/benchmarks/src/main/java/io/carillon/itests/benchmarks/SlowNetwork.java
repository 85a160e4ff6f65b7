package io.carillon.itests.benchmarks;

import io.carillon.itests.benchmarks.http.SlowServer;
import io.carillon.itests.benchmarks.trial.Session;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** P6: a network that answers after 200 ms, in a process of its own. */
final class SlowNetwork {

    private static final int PAIRS = 3;

    private final Options options;
    private final Arena arena;
    private final Report report;

    SlowNetwork(Options options, Arena arena, Report report) {
        this.options = options;
        this.arena = arena;
        this.report = report;
    }

    void run() {
        if (!options.has("P6") || !options.on("postgresql")) {
            return;
        }
        Path here = Path.of(System.getProperty("java.home"));
        Optional<Path> java25 = java25();
        if (java25.isPresent()) {
            calls(java25.get(), 2_000, 30_000, 6_500, "Java 25, 2,000 in flight");
        } else {
            report.add(new Report.Line(
                    "P6",
                    "Java 25, 2,000 in flight",
                    "≥ 6,500/s",
                    "",
                    "",
                    "",
                    "",
                    "",
                    "no Java 25 found; set JAVA25_HOME"));
        }
        Race race = calls(here, 200, 6_000, 970, "Java " + Runtime.version().feature() + ", 200 in flight");
        report.add(race.line(
                "P6",
                "processor time of a post in that",
                "≤ 1/2",
                " µs",
                figures -> figures.get("drain.cpu") * 1e6 / figures.get("drain.done"),
                (mine, ratio) -> ratio <= 0.5));
    }

    private Race calls(Path java, int inFlight, int posts, int goal, String what) {
        // What is sent in the first 200 ms finds no connection yet, and cold code.
        Session[] sessions = {Drain.overdue("first", inFlight, 20), Drain.overdue("drain", posts, 60)};
        Race race = Race.run(
                "P6, " + what,
                Math.min(PAIRS, options.pairs()),
                options.contenders().stream()
                        .filter(contender -> !contender.equals(Race.QUARTZ))
                        .toList(),
                contender -> called(contender, java, inFlight, sessions));
        report.add(race.line(
                "P6",
                "calls of 200 ms, " + what,
                "≥ " + Numbers.show(goal) + "/s",
                "/s",
                figures -> figures.get("drain.done") / figures.get("drain.seconds"),
                (mine, ratio) -> mine >= goal));
        return race;
    }

    private Figures called(String contender, Path java, int inFlight, Session... sessions) {
        try {
            Process server = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin/java").toString(),
                            "-XX:+UseSerialGC",
                            "-cp",
                            System.getProperty("java.class.path"),
                            SlowServer.class.getName())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            try (BufferedReader lines = server.inputReader(StandardCharsets.UTF_8)) {
                int port = Integer.parseInt(lines.readLine());
                Figures figures = arena.run(
                        Arena.Task.of(contender, "postgresql", options.stored(), sessions)
                                .calling(port, inFlight),
                        java);
                return Checks.complete(figures, contender, sessions);
            } finally {
                server.destroyForcibly();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where the environment says, or where Linux distributions put it. */
    private static Optional<Path> java25() {
        Optional<Path> told = Stream.of("JAVA25_HOME", "CARILLON_JAVA25", "JAVA_HOME_25_X64")
                .flatMap(name -> Optional.ofNullable(System.getenv(name)).stream())
                .map(Path::of)
                .findFirst();
        if (told.isPresent() || Runtime.version().feature() >= 25) {
            return Optional.of(told.orElse(Path.of(System.getProperty("java.home"))));
        }
        Path all = Path.of("/usr/lib/jvm");
        if (!Files.isDirectory(all)) {
            return Optional.empty();
        }
        try (Stream<Path> homes = Files.list(all)) {
            return homes.filter(home -> home.getFileName().toString().contains("25"))
                    .filter(home -> Files.isExecutable(home.resolve("bin/java")))
                    .findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
