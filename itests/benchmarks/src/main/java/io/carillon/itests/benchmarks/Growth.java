package io.carillon.itests.benchmarks;

import io.carillon.itests.benchmarks.trial.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** P5 and P8: what it costs Carillon that much is stored. */
final class Growth {

    private static final int FEW = 1_000;
    private static final int POSTS = 10_000;
    private static final double MEGABYTE = 1 << 20;
    private static final int PAIRS = 3;

    private final Options options;
    private final Arena arena;
    private final Report report;

    Growth(Options options, Arena arena, Report report) {
        this.options = options;
        this.arena = arena;
        this.report = report;
    }

    void run() {
        if (options.hasAny("P5", "P8")) {
            options.databases().forEach(this::on);
        }
    }

    private void on(String database) {
        List<Figures> few = new ArrayList<>();
        List<Figures> many = new ArrayList<>();
        for (int i = 0; i < Math.min(PAIRS, options.pairs()); i++) {
            // Whoever is second finds a warmer machine, so they take turns.
            if (i % 2 == 0) {
                few.add(drained(database, FEW));
            }
            many.add(drained(database, options.stored()));
            if (i % 2 == 1) {
                few.add(drained(database, FEW));
            }
        }
        line("P5", database + ", processor time of a post, server's included", "≤ 1.1 ×", few, many, Growth::cpu);
        if (database.equals("postgresql")) {
            line(
                    "P5",
                    database + ", pages looked at for a post",
                    "≤ 1.1 ×",
                    few,
                    many,
                    figures -> figures.between("pages", "drain.begin", "exit") / POSTS);
        }
        double growth = Numbers.median(values(many, Growth::heap)) - Numbers.median(values(few, Growth::heap));
        report.add(new Report.Line(
                "P8",
                database + ", growth of the heap",
                "≤ 16 MB",
                Numbers.show(growth) + " MB",
                "",
                "",
                IntStream.range(0, many.size())
                        .mapToObj(i -> Numbers.show(heap(many.get(i)) - heap(few.get(i))))
                        .collect(Collectors.joining(", ")),
                "",
                Report.verdict(growth <= 16)));
    }

    private Figures drained(String database, int stored) {
        Progress.say("P5 and P8: %s with %,d stored", database, stored);
        Session[] sessions = {Drain.overdue("first", POSTS, 30), Drain.overdue("drain", POSTS, 30)};
        return Checks.complete(
                arena.run(Arena.Task.of(Race.CARILLON, database, stored, sessions)), Race.CARILLON, sessions);
    }

    private static double cpu(Figures figures) {
        double server =
                figures.has("drain.end.serverCpu") ? figures.between("serverCpu", "drain.begin", "drain.end") : 0;
        return (figures.get("drain.cpu") + server) * 1e6 / POSTS;
    }

    private static double heap(Figures figures) {
        return figures.get("drain.heap") / MEGABYTE;
    }

    private static List<Double> values(List<Figures> all, ToDoubleFunction<Figures> figure) {
        return all.stream().map(figure::applyAsDouble).toList();
    }

    private void line(
            String row,
            String what,
            String goal,
            List<Figures> few,
            List<Figures> many,
            ToDoubleFunction<Figures> figure) {
        List<Double> ratios = IntStream.range(0, many.size())
                .mapToObj(i -> figure.applyAsDouble(many.get(i)) / figure.applyAsDouble(few.get(i)))
                .toList();
        double ratio = Numbers.median(ratios);
        String unit = what.contains("processor") ? " µs" : "";
        report.add(new Report.Line(
                row,
                what,
                goal,
                Numbers.show(Numbers.median(values(few, figure))) + unit + " → "
                        + Numbers.show(Numbers.median(values(many, figure))) + unit,
                "",
                "",
                ratios.stream().map(Numbers::show).collect(Collectors.joining(", ")),
                Numbers.show(ratio),
                Report.verdict(ratio <= 1.1)));
    }
}
