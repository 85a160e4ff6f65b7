package io.carillon.itests.benchmarks;

import java.util.ArrayList;
import java.util.List;

/** The table, as Markdown. */
final class Report {

    private static final String HEAD = "| | What | Goal | Carillon | db-scheduler | Quartz | Each pair | Median | |\n"
            + "|---|---|---|---|---|---|---|---|---|\n";

    private final List<String> lines = new ArrayList<>();

    /** One line of the table; what wasn't measured is empty. */
    record Line(
            String row,
            String what,
            String goal,
            String carillon,
            String dbScheduler,
            String quartz,
            String pairs,
            String median,
            String verdict) {}

    void add(Line line) {
        String text = "| " + line.row() + " | " + line.what() + " | " + line.goal() + " | " + line.carillon() + " | "
                + line.dbScheduler() + " | " + line.quartz() + " | " + line.pairs() + " | " + line.median() + " | "
                + line.verdict() + " |";
        lines.add(text);
        Progress.say("%s", text);
    }

    static String verdict(boolean met) {
        return met ? "met" : "**missed**";
    }

    String markdown() {
        return HEAD + String.join("\n", lines) + "\n";
    }
}
