package io.carillon.itests.benchmarks;

import io.carillon.itests.benchmarks.trial.Phase;
import io.carillon.itests.benchmarks.trial.Session;

/** P1 to P3: how late deliveries go out, while as many are stored as never fall due. */
final class Lateness {

    private static final int WARM_SECONDS = 3;
    private static final int CROWD = 2_000;
    private static final int PAUSE_MILLIS = 2_500;

    private final Options options;
    private final Arena arena;
    private final Report report;

    Lateness(Options options, Arena arena, Report report) {
        this.options = options;
        this.arena = arena;
        this.report = report;
    }

    void run() {
        if (options.on("postgresql") && options.hasAny("P1", "P3")) {
            on("postgresql", "P1", 500, 0.2);
        }
        if (options.on("derby") && options.hasAny("P2", "P3")) {
            on("derby", "P2", 200, 0.3);
        }
    }

    private void on(String database, String row, int perSecond, double goal) {
        int warm = WARM_SECONDS * 1_000;
        int steady = options.seconds() * 1_000;
        Session session = new Session(
                "day",
                6,
                new Phase("warm", perSecond * WARM_SECONDS, 0, 1_000 / perSecond),
                new Phase("steady", perSecond * options.seconds(), warm, 1_000 / perSecond),
                new Phase("crowd", CROWD, warm + steady + PAUSE_MILLIS, 0));
        Race race = Race.run(
                row + " and P3",
                options.pairs(),
                options.contenders(),
                contender -> Checks.complete(
                        arena.run(Arena.Task.of(contender, database, options.stored(), session)), contender, session));
        String what = database + ", " + perSecond + "/s, lateness ";
        report.add(race.line(
                row,
                what + "p50",
                "≤ " + goal + " ms, ≤ 1/5",
                " ms",
                figures -> figures.get("day.steady.p50"),
                (mine, ratio) -> mine <= goal && ratio <= 0.2));
        report.add(race.line(
                row,
                what + "p99",
                "≤ 1/5",
                " ms",
                figures -> figures.get("day.steady.p99"),
                (mine, ratio) -> ratio <= 0.2));
        report.add(race.line(
                "P3",
                database + ", 2,000 due at one instant, p99",
                "≤ 1/10",
                " ms",
                figures -> figures.get("day.crowd.p99"),
                (mine, ratio) -> ratio <= 0.1));
    }
}
