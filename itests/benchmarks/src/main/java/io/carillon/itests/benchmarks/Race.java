package io.carillon.itests.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** The same task for several contenders in turn, beginning with another each time. */
final class Race {

    static final String CARILLON = "carillon";
    static final String DB_SCHEDULER = "db-scheduler";
    static final String QUARTZ = "quartz";

    /** Quartz is so slow on a million that two runs of it tell enough. */
    private static final int QUARTZ_RUNS = 2;

    private final List<Map<String, Figures>> pairs = new ArrayList<>();

    private Race() {}

    static Race run(String name, int pairs, List<String> contenders, Function<String, Figures> trial) {
        Race race = new Race();
        for (int i = 0; i < pairs; i++) {
            List<String> order = new ArrayList<>(contenders);
            if (i >= QUARTZ_RUNS) {
                order.remove(QUARTZ);
            }
            if (i % 2 == 1) {
                Collections.reverse(order);
            }
            Map<String, Figures> figures = new HashMap<>();
            for (String contender : order) {
                Progress.say("%s: pair %d of %d, %s", name, i + 1, pairs, contender);
                attempt(contender, trial).ifPresent(found -> figures.put(contender, found));
            }
            race.pairs.add(figures);
        }
        return race;
    }

    /** That another contender fails is no reason to measure nothing. */
    private static Optional<Figures> attempt(String contender, Function<String, Figures> trial) {
        try {
            return Optional.of(trial.apply(contender));
        } catch (IllegalStateException e) {
            if (contender.equals(CARILLON)) {
                throw e;
            }
            Progress.say("%s is left out: %s", contender, e.getMessage());
            return Optional.empty();
        }
    }

    private List<Double> all(String contender, ToDoubleFunction<Figures> figure) {
        return pairs.stream()
                .flatMap(pair -> Optional.ofNullable(pair.get(contender)).stream())
                .map(figure::applyAsDouble)
                .toList();
    }

    /** The median of what a contender reached; empty where it didn't take part. */
    Optional<Double> median(String contender, ToDoubleFunction<Figures> figure) {
        List<Double> all = all(contender, figure);
        return all.isEmpty() ? Optional.empty() : Optional.of(Numbers.median(all));
    }

    /** Carillon to db-scheduler, in each pair. */
    List<Double> ratios(ToDoubleFunction<Figures> figure) {
        return pairs.stream()
                .filter(pair -> pair.containsKey(CARILLON) && pair.containsKey(DB_SCHEDULER))
                .map(pair -> figure.applyAsDouble(pair.get(CARILLON)) / figure.applyAsDouble(pair.get(DB_SCHEDULER)))
                .toList();
    }

    /**
     * A line of the table.
     *
     * @param met tells from Carillon's median and the median of the ratios whether the goal is reached
     */
    Report.Line line(
            String row,
            String what,
            String goal,
            String unit,
            ToDoubleFunction<Figures> figure,
            BiPredicate<Double, Double> met) {
        List<Double> ratios = ratios(figure);
        double ratio = ratios.isEmpty() ? Double.NaN : Numbers.median(ratios);
        double mine = median(CARILLON, figure).orElseThrow();
        return new Report.Line(
                row,
                what,
                goal,
                Numbers.show(mine) + unit,
                shown(DB_SCHEDULER, figure, unit),
                shown(QUARTZ, figure, unit),
                ratios.stream().map(Numbers::show).collect(Collectors.joining(", ")),
                ratios.isEmpty() ? "" : Numbers.show(ratio),
                Report.verdict(met.test(mine, ratio)));
    }

    private String shown(String contender, ToDoubleFunction<Figures> figure, String unit) {
        return median(contender, figure)
                .map(value -> Numbers.show(value) + unit)
                .orElse("");
    }
}
