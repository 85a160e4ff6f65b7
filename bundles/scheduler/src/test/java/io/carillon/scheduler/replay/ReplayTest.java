package io.carillon.scheduler.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/**
 * R8: days of trouble from seeds. {@code -Dcarillon.replay.seeds=10000} runs more of them,
 * {@code -Dcarillon.replay.seed=17} prints one, event by event.
 */
class ReplayTest {

    private static final int SEEDS = Integer.getInteger("carillon.replay.seeds", 100);
    private static final int SEEDS_TO_NOTICE = 200;

    @Test
    void nothingIsLostAndNothingIsPublishedTwice() {
        Map<String, Integer> counts = new TreeMap<>();
        List<String> wrong = new ArrayList<>();
        long only = Long.getLong("carillon.replay.seed", -1);
        long first = Math.max(0, only);
        LongStream.range(first, only < 0 ? SEEDS : only + 1).forEach(seed -> {
            Replay.Result result = Replay.of(seed, Broken.NOTHING);
            result.counts().forEach((what, count) -> counts.merge(what, count, Integer::sum));
            result.violations().forEach(one -> wrong.add("seed " + seed + ": " + one));
            if (only >= 0) {
                System.out.println(result.events());
            }
        });
        System.out.println("R8: " + (only < 0 ? "seeds 0 to " + (SEEDS - 1) : "seed " + only) + ", " + counts);
        assertThat(wrong).isEmpty();
    }

    @Test
    void theSameSeedIsTheSameDayEventByEvent() {
        for (long seed = 0; seed < 10; seed++) {
            String first = Replay.of(seed, Broken.NOTHING).events();
            assertThat(first).isNotEmpty();
            assertThat(Replay.of(seed, Broken.NOTHING).events())
                    .as("seed " + seed)
                    .isEqualTo(first);
        }
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "NOTHING")
    void ruleThatIsBrokenIsNoticed(Broken rule) {
        String noticed = LongStream.range(0, SEEDS_TO_NOTICE)
                .mapToObj(seed -> Replay.of(seed, rule))
                .flatMap(result -> result.violations().stream()
                        .filter(rule::shows)
                        .map(violation -> "seed " + result.seed() + ", " + violation))
                .findFirst()
                .orElse("");
        System.out.println("R8 with " + rule + ": " + noticed);
        assertThat(noticed).as("what is noticed of " + rule).isNotEmpty();
    }
}
