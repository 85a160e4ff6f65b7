package io.carillon.itests.benchmarks;

import io.carillon.itests.benchmarks.trial.Phase;
import io.carillon.itests.benchmarks.trial.Session;

/** P10: how often a post makes the database wait for the disk. */
final class Flushes {

    private static final int MANY = 20_000;
    private static final int ALONE = 5;

    /** Further apart than the engine looks ahead, so that none shares a transaction with another. */
    private static final int APART_MILLIS = 3_000;

    private final Options options;
    private final Arena arena;
    private final Report report;

    Flushes(Options options, Arena arena, Report report) {
        this.options = options;
        this.arena = arena;
        this.report = report;
    }

    void run() {
        if (options.has("P10")) {
            for (String database : options.databases()) {
                measure(database, Drain.overdue("drain", MANY, 60), "in a drain", 0.05);
                measure(database, new Session("alone", 5, new Phase("each", ALONE, 0, APART_MILLIS)), "alone", 2);
            }
        }
    }

    private void measure(String database, Session session, String what, double goal) {
        Progress.say("P10 on %s, %s", database, what);
        Figures figures = Checks.complete(
                arena.run(Arena.Task.of(Race.CARILLON, database, options.stored(), session)
                        .counted()),
                Race.CARILLON,
                session);
        double flushes = figures.between("syncs", session.name() + ".begin", "exit") / session.count();
        report.add(new Report.Line(
                "P10",
                database + ", durable flushes of a post " + what,
                "≤ " + goal,
                Numbers.show(flushes),
                "",
                "",
                "",
                "",
                Report.verdict(flushes <= goal)));
    }
}
