package io.carillon.itests.benchmarks;

import io.carillon.itests.benchmarks.trial.Phase;
import io.carillon.itests.benchmarks.trial.Session;
import java.util.function.UnaryOperator;

/** P10: how often a post makes the database wait for the disk. */
final class Flushes {

    private static final int MANY = 20_000;
    /** Further apart than the engine looks ahead, so that none shares a transaction with another. */
    private static final int APART_MILLIS = 3_000;

    private static final Session FEW = alone("few", 4);
    private static final Session MORE = alone("more", 14);
    private static final int IDLE_SECONDS = 40;

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
                inDrain(database);
                alone(database);
            }
        }
    }

    private void inDrain(String database) {
        Session drain = Drain.overdue("drain", MANY, 60);
        Figures figures = measure(database, "in a drain", task -> task, drain);
        report(database, "in a drain", 0.05, figures.between("syncs", "drain.begin", "exit") / drain.count());
    }

    /**
     * What ten more take: so the start and the end of an engine do not count, and neither does what it writes all the time
     * so that other servers know of it.
     */
    private void alone(String database) {
        Figures figures = measure(database, "alone", task -> task.idling(IDLE_SECONDS), FEW, MORE);
        double idle = figures.between("syncs", "idle.begin", "idle.end") / IDLE_SECONDS;
        Progress.say("  an idle engine: %.2f a second", idle);
        report(
                database,
                "alone",
                2,
                (beside(figures, MORE, idle) - beside(figures, FEW, idle)) / (MORE.count() - FEW.count()));
    }

    private static Session alone(String name, int count) {
        return new Session(name, 5, new Phase("each", count, 0, APART_MILLIS));
    }

    private static double beside(Figures figures, Session session, double idle) {
        String name = session.name();
        return figures.between("syncs", name + ".begin", name + ".end") - idle * figures.get(name + ".seconds");
    }

    private Figures measure(String database, String what, UnaryOperator<Arena.Task> how, Session... sessions) {
        Progress.say("P10 on %s, %s", database, what);
        Arena.Task task = Arena.Task.of(Race.CARILLON, database, options.stored(), sessions)
                .counted();
        return Checks.complete(arena.run(how.apply(task)), Race.CARILLON, sessions);
    }

    private void report(String database, String what, double goal, double flushes) {
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
