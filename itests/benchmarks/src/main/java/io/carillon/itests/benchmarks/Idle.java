package io.carillon.itests.benchmarks;

/** P7: what it takes to wait. */
final class Idle {

    private static final int SECONDS = 20;

    private final Options options;
    private final Arena arena;
    private final Report report;

    Idle(Options options, Arena arena, Report report) {
        this.options = options;
        this.arena = arena;
        this.report = report;
    }

    void run() {
        if (!options.has("P7")) {
            return;
        }
        int seconds = options.quick() ? SECONDS / 2 : SECONDS;
        for (String database : options.databases()) {
            Race race = Race.run(
                    "P7 on " + database,
                    1,
                    options.contenders(),
                    contender -> arena.run(
                            Arena.Task.of(contender, database, options.stored()).idling(seconds)));
            report.add(race.line(
                    "P7",
                    database + ", idle, of a processor, server's included",
                    "≤ 3 %",
                    " %",
                    figures -> 100 * used(figures) / seconds,
                    (mine, ratio) -> mine <= 3));
        }
    }

    private static double used(Figures figures) {
        double server = figures.has("idle.end.serverCpu") ? figures.between("serverCpu", "idle.begin", "idle.end") : 0;
        return figures.get("idle.cpu") + server;
    }
}
