package io.carillon.itests.benchmarks.trial;

import io.carillon.itests.benchmarks.contender.CountingStorage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Whoever started this process: told what was measured, and when to measure what only it can. */
final class Driver {

    private final PrintStream out = System.out;
    private final BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));

    void tell(String name, double value) {
        out.println("#" + name + "=" + String.format(Locale.ROOT, "%.6f", value));
    }

    /** How often Derby has waited for the disk, as far as that is counted. */
    void tellFlushes(String moment) {
        if (CountingStorage.flushes() > 0) {
            tell(moment + ".syncs", CountingStorage.flushes());
        }
    }

    /** Waits until the driver has read its own meters. */
    void mark(String moment) {
        out.println("@" + moment);
        out.flush();
        try {
            in.readLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
