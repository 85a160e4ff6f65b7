package io.carillon.itests.benchmarks;

import io.carillon.itests.benchmarks.trial.Phase;
import io.carillon.itests.benchmarks.trial.Session;

/** P4 and P9: from the start of the engine until everything overdue is stored as published, and until the first is sent. */
final class Drain {

    /** Overdue by half a minute, which is what no policy for missed posts minds. */
    private static final int OVERDUE = -30_000;

    private static final int MANY = 20_000;
    private static final int FEW = 2_000;

    private final Options options;
    private final Arena arena;
    private final Report report;

    Drain(Options options, Arena arena, Report report) {
        this.options = options;
        this.arena = arena;
        this.report = report;
    }

    void run() {
        if (options.hasAny("P4", "P9")) {
            if (options.on("postgresql")) {
                on("postgresql", 4);
            }
            if (options.on("derby")) {
                on("derby", 2.5);
            }
        }
    }

    static Session overdue(String name, int count, int patience) {
        return new Session(name, patience, new Phase("all", count, OVERDUE, 0));
    }

    private void on(String database, double goal) {
        Session[] sessions = {overdue("first", FEW, 8), overdue("drain", MANY, options.quick() ? 10 : 25)};
        Race race = Race.run(
                "P4",
                options.pairs(),
                options.contenders(),
                contender -> Checks.complete(
                        arena.run(Arena.Task.of(contender, database, options.stored(), sessions)),
                        contender,
                        sessions));
        report.add(race.line(
                "P4",
                database + ", 20,000 overdue until stored as published",
                "≥ " + goal + " ×",
                "/s",
                figures -> figures.get("drain.done") / figures.get("drain.seconds"),
                (mine, ratio) -> ratio >= goal));
        report.add(race.line(
                "P9",
                database + ", start of the service to the first overdue delivery",
                "≤ 100 ms",
                " ms",
                figures -> figures.get("first.first"),
                (mine, ratio) -> mine <= 100));
    }
}
