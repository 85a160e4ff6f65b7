package io.carillon.itests.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.itests.benchmarks.trial.Phase;
import io.carillon.itests.benchmarks.trial.Session;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That the benchmarks measure what they say they do. How fast anything is, no test asserts. */
class HarnessTest {

    private static final Session SESSION =
            new Session("day", 20, List.of(new Phase("overdue", 30, -5_000, 0), new Phase("steady", 20, 500, 10)));

    @TempDir
    Path folder;

    @Test
    void aTrialOnDerbyPublishesEverythingOnceAndCountsIt() {
        try (Arena arena = new Arena(folder, Path.of(System.getProperty("java.home")))) {
            Figures figures = Checks.complete(
                    arena.run(
                            Arena.Task.of(Race.CARILLON, "derby", 200, SESSION).counted()),
                    Race.CARILLON,
                    SESSION);

            assertThat(figures.get("day.done")).isEqualTo(50);
            assertThat(figures.get("day.overdue.min")).as("none is early").isGreaterThanOrEqualTo(0);
            assertThat(figures.get("day.steady.min")).as("none is early").isGreaterThanOrEqualTo(0);
            assertThat(figures.between("syncs", "day.begin", "exit"))
                    .as("flushes")
                    .isBetween(2.0, 100.0);
        }
    }

    @Test
    void aRunInWhichSomethingWentOutTwiceIsVoid() {
        Figures figures = new Figures();
        figures.put("day.done", 50);
        figures.put("day.unfinished", 0);
        figures.put("day.twice", 0);
        assertThat(Checks.complete(figures, Race.DB_SCHEDULER, SESSION)).isSameAs(figures);

        figures.put("day.twice", 1);
        assertThatThrownBy(() -> Checks.complete(figures, Race.DB_SCHEDULER, SESSION))
                .hasMessageContaining("void")
                .hasMessageContaining("of 50 posts");
    }

    @Test
    void carillonMustHaveStoredEverythingAndOthersMayBeBehind() {
        Figures figures = new Figures();
        figures.put("day.done", 50);
        figures.put("day.unfinished", 3);
        figures.put("day.twice", 0);
        assertThat(Checks.complete(figures, Race.QUARTZ, SESSION)).isSameAs(figures);
        assertThatThrownBy(() -> Checks.complete(figures, Race.CARILLON, SESSION))
                .hasMessageContaining("3 are not stored");
    }

    @Test
    void theMedianOfTheRatiosIsTheFigure() {
        List<Double> mine = List.of(1.0, 2.0, 9.0);
        int[] next = {0};
        Race race = Race.run("test", 3, List.of(Race.CARILLON, Race.DB_SCHEDULER), contender -> {
            Figures figures = new Figures();
            int pair = next[0]++ / 2;
            figures.put("late", contender.equals(Race.CARILLON) ? mine.get(pair) : 10);
            return figures;
        });

        Report.Line line = race.line(
                "P1", "what", "≤ 1/5", " ms", figures -> figures.get("late"), (own, ratio) -> own <= 2 && ratio <= 0.2);

        assertThat(line.carillon()).isEqualTo("2.00 ms");
        assertThat(line.pairs()).isEqualTo("0.100, 0.200, 0.900");
        assertThat(line.median()).isEqualTo("0.200");
        assertThat(line.verdict()).isEqualTo("met");
    }

    @Test
    void whatIsNoRowIsRefusedWithTheUsage() {
        assertThatThrownBy(() -> Options.parse("P11"))
                .hasMessageContaining("'P11'")
                .hasMessageContaining("Usage");
        assertThatThrownBy(() -> Options.parse("--pairs", "many")).hasMessageContaining("--pairs takes a number");
        assertThat(Options.parse("P4", "--quick").pairs()).isEqualTo(1);
    }
}
