package io.carillon.scheduler.clocks;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.scheduler.clocks.Season.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * R4: both clock changes of many zones, with a server whose own clock is set by an hour, and with rules that change: each
 * goes out once, and none early. {@code -Dcarillon.clocks.rounds=50} runs more of them, {@code -Dcarillon.clocks.seed=17}
 * begins with another seed.
 */
class ClockChangeTest {

    private static final int ROUNDS = Integer.getInteger("carillon.clocks.rounds", 1);
    private static final long SEED = Long.getLong("carillon.clocks.seed", 1);
    private static final Instant SINCE = Instant.parse("2027-01-10T00:00:00Z");

    /** What may become of a zone: no more summer time, nothing else than that, an hour's or half an hour's move. */
    private static final List<UnaryOperator<ZoneRules>> CHANGES = List.of(
            rules -> ZoneRules.of(rules.getStandardOffset(SINCE)),
            rules -> ZoneRules.of(
                    ZoneOffset.ofTotalSeconds(rules.getStandardOffset(SINCE).getTotalSeconds() + 3_600)),
            rules -> ZoneRules.of(
                    ZoneOffset.ofTotalSeconds(rules.getStandardOffset(SINCE).getTotalSeconds() - 1_800)));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Europe/Berlin",
                "America/New_York",
                "America/Santiago",
                "Australia/Lord_Howe",
                "Pacific/Auckland",
                "Asia/Beirut",
                "Africa/Cairo",
                "Africa/Casablanca"
            })
    void eachGoesOutOnceAndNoneEarly(String name) {
        ZoneRules rules = ZoneId.of(name).getRules();
        Map<String, Integer> counts = new TreeMap<>();
        List<String> wrong = new ArrayList<>();
        ZoneOffsetTransition first = rules.nextTransition(SINCE);
        ZoneOffsetTransition second = rules.nextTransition(first.getInstant());
        for (long seed = SEED; seed < SEED + ROUNDS; seed++) {
            for (ZoneOffsetTransition change : List.of(first, second)) {
                for (Trouble trouble : troubles(seed)) {
                    Season season = new Season(seed, rules, change.getInstant(), trouble).run();
                    season.counts().forEach((what, count) -> counts.merge(what, count, Integer::sum));
                    String where = "seed " + seed + ", " + change + ", " + trouble + ": ";
                    season.violations().forEach(one -> wrong.add(where + one));
                }
            }
        }
        System.out.println("R4: " + name + ", seeds " + SEED + " to " + (SEED + ROUNDS - 1) + ", " + counts);
        assertThat(wrong).isEmpty();
        assertThat(Duration.between(first.getInstant(), second.getInstant())).isPositive();
        assertThat(counts.get("published"))
                .isEqualTo(counts.get("posts") + counts.get("occurrences") + counts.get("queued"));
    }

    private static List<Trouble> troubles(long seed) {
        UnaryOperator<ZoneRules> change = CHANGES.get((int) (seed % CHANGES.size()));
        return List.of(
                new Trouble(false, Optional.empty()),
                new Trouble(true, Optional.empty()),
                new Trouble(false, Optional.of(change)),
                new Trouble(true, Optional.of(change)));
    }
}
