package io.carillon.itests.benchmarks;

import io.carillon.itests.benchmarks.contender.CountingStorage;
import io.carillon.itests.benchmarks.trial.Order;
import io.carillon.itests.benchmarks.trial.Trial;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs trials in fresh JVMs, all with the flags of the server where they make a difference. */
final class TrialProcess {

    /** As DerbyEngine sets them for Carillon, for all that run on Derby. */
    private static final List<String> DERBY = List.of(
            "-Dderby.storage.pageSize=8192",
            "-Dderby.storage.pageCacheSize=1536",
            "-Dderby.locks.waitTimeout=5",
            "-Dderby.locks.deadlockTimeout=2",
            "-Dderby.locks.escalationThreshold=200000",
            "-Dderby.language.statementCache.size=300",
            "-Dderby.storage.checkpointInterval=16777216",
            "-Dderby.storage.logSwitchInterval=4194304",
            "-Dderby.storage.logBufferSize=524288",
            "-Dderby.subSubProtocol." + CountingStorage.PROTOCOL + "=" + CountingStorage.class.getName());

    private final Path java;
    private final Path log;
    private final List<String> extra;

    /**
     * @param home of the Java to run on
     * @param log where the process's complaints go
     * @param extra more flags
     */
    TrialProcess(Path home, Path log, List<String> extra) {
        java = home.resolve("bin/java");
        this.log = log;
        this.extra = extra;
    }

    Figures run(Order order, Meters meters) {
        List<String> command = new ArrayList<>(List.of(java.toString()));
        command.add("@" + Path.of(System.getProperty("benchmarks.java.options")));
        command.addAll(DERBY);
        command.addAll(extra);
        command.add("-Dderby.stream.error.file=" + order.target().folder().resolve("derby.log"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Trial.class.getName()));
        command.addAll(order.arguments());
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            try {
                return listen(process, order, meters);
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private Figures listen(Process process, Order order, Meters meters) throws IOException, InterruptedException {
        Figures figures = new Figures();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
                OutputStream answer = process.getOutputStream()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("@")) {
                    meters.read(line.substring(1), figures);
                    answer.write('\n');
                    answer.flush();
                } else if (line.startsWith("#")) {
                    int equals = line.indexOf('=');
                    figures.put(line.substring(1, equals), Double.parseDouble(line.substring(equals + 1)));
                }
            }
        }
        if (process.waitFor() != 0) {
            throw new IllegalStateException(
                    "The trial of " + order.contender() + " failed; its complaint is in " + log);
        }
        meters.read("exit", figures);
        return figures;
    }
}
