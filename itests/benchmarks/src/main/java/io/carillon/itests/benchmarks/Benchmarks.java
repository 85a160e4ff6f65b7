package io.carillon.itests.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Runs the benchmarks and prints the table. */
public final class Benchmarks {

    private Benchmarks() {}

    /** @param arguments as {@link Options#USAGE} says */
    public static void main(String... arguments) throws IOException {
        Options options;
        try {
            options = Options.parse(arguments);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
            return;
        }
        Path folder = Path.of(System.getProperty("benchmarks.folder", "target/benchmarks"))
                .toAbsolutePath();
        Files.createDirectories(folder);
        Report report = new Report();
        try (Arena arena = new Arena(folder, Path.of(System.getProperty("java.home")))) {
            new Lateness(options, arena, report).run();
            new Drain(options, arena, report).run();
            new Growth(options, arena, report).run();
            new SlowNetwork(options, arena, report).run();
            new Idle(options, arena, report).run();
            new Flushes(options, arena, report).run();
        }
        if (options.names("P12")) {
            new Rest(options, report).run();
        }
        String summary = Machine.describe(options) + "\n\n" + report.markdown();
        Files.writeString(folder.resolve("summary.md"), summary);
        System.out.println(summary);
    }
}
