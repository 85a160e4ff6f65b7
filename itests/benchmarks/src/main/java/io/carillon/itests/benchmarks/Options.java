package io.carillon.itests.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What is to be run.
 *
 * @param rows of the table; empty for all
 * @param pairs how often contenders take turns
 * @param databases the names of those to run on
 * @param seconds how long deliveries fall due in one run
 * @param stored how many more deliveries are stored
 * @param quick whether long runs are cut
 * @param without contenders that don't take part
 */
record Options(
        Set<String> rows,
        int pairs,
        List<String> databases,
        int seconds,
        int stored,
        boolean quick,
        Set<String> without) {

    static final String USAGE = """
            Usage: itests/benchmarks/run [P1 P2 …] [--quick] [--pairs N] [--seconds N] [--stored N]
                                         [--postgresql | --derby] [--no-quartz | --alone]""";

    static Options parse(String... arguments) {
        Set<String> rows = new TreeSet<>();
        List<String> databases = List.of("postgresql", "derby");
        Optional<Integer> pairs = Optional.empty();
        Optional<Integer> seconds = Optional.empty();
        Optional<Integer> stored = Optional.empty();
        boolean quick = false;
        Set<String> without = new TreeSet<>();
        List<String> words = new ArrayList<>(List.of(arguments));
        while (!words.isEmpty()) {
            String word = words.remove(0);
            switch (word) {
                case "--quick" -> quick = true;
                case "--alone" -> without.addAll(List.of(Race.DB_SCHEDULER, Race.QUARTZ));
                case "--no-quartz" -> without.add(Race.QUARTZ);
                case "--postgresql", "--derby" -> databases = List.of(word.substring(2));
                case "--pairs" -> pairs = Optional.of(number(word, words));
                case "--seconds" -> seconds = Optional.of(number(word, words));
                case "--stored" -> stored = Optional.of(number(word, words));
                default -> rows.add(row(word));
            }
        }
        return new Options(
                rows,
                pairs.orElse(quick ? 1 : 5),
                databases,
                seconds.orElse(quick ? 5 : 8),
                stored.orElse(1_000_000),
                quick,
                without);
    }

    private static int number(String option, List<String> words) {
        if (words.isEmpty() || !words.get(0).matches("[1-9][0-9]{0,8}")) {
            throw new IllegalArgumentException(option + " takes a number from 1 on.\n" + USAGE);
        }
        return Integer.parseInt(words.remove(0));
    }

    private static String row(String word) {
        if (!word.matches("P([1-9]|10|12)")) {
            throw new IllegalArgumentException(
                    "'" + word + "' is no row from P1 to P10, nor P12, and no option.\n" + USAGE);
        }
        return word;
    }

    List<String> contenders() {
        return Stream.of(Race.CARILLON, Race.DB_SCHEDULER, Race.QUARTZ)
                .filter(contender -> contender.equals(Race.CARILLON) || !without.contains(contender))
                .toList();
    }

    boolean has(String row) {
        return rows.isEmpty() || rows.contains(row);
    }

    /** For what takes more than the engine: only if it is named. */
    boolean names(String row) {
        return rows.contains(row);
    }

    boolean hasAny(String... some) {
        for (String row : some) {
            if (has(row)) {
                return true;
            }
        }
        return false;
    }

    boolean on(String database) {
        return databases.contains(database);
    }
}
