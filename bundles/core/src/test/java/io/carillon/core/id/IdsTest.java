package io.carillon.core.id;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.api.model.IdempotencyKey;
import io.carillon.core.MovableClock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class IdsTest {

    private static final Instant START = Instant.parse("2026-03-01T10:00:00.123456789Z");

    private final MovableClock clock = new MovableClock(START);
    private final Ids ids = new Ids(clock, new SplittableRandom(1));

    @Test
    void prefixTellsTheKind() {
        assertThat(Stream.of(
                                ids.newPostId(),
                                ids.newDeliveryId(),
                                ids.newAttemptId(),
                                ids.newMediaId(),
                                ids.newAccountId())
                        .map(Object::toString)
                        .map(id -> id.substring(0, 2)))
                .containsExactly("p_", "d_", "t_", "m_", "a_");
    }

    @Test
    void idIsAnUlidOfTheClockAndTheGenerator() {
        Ids plain = new Ids(new MovableClock(Instant.ofEpochMilli(1469918176385L)), zeros());

        // 01ARYZ6S41 is the published example of the ULID specification for this instant.
        assertThat(plain.newIdempotencyKey().value()).isEqualTo("01ARYZ6S410000000000000000");
        assertThat(plain.newIdempotencyKey().value()).isEqualTo("01ARYZ6S410000000000000001");
    }

    @Test
    void idsGrowWithinAMillisecondWithTimeAndWhenTheClockStepsBack() {
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 3000; i++) {
            made.add(ids.newPostId().value());
            clock.set(START.plusMillis(
                    switch (i % 3) {
                        case 0 -> i;
                        case 1 -> i - 500L;
                        default -> i;
                    }));
        }

        assertThat(made).isSorted().doesNotHaveDuplicates();
        assertThat(made).allMatch(id -> id.matches("p_[0-9A-HJKMNP-TV-Z]{26}"));
    }

    @Test
    void exhaustedRandomBitsCarryOver() {
        Ids last = new Ids(clock, ones());

        assertThat(List.of(
                        last.newIdempotencyKey().value(),
                        last.newIdempotencyKey().value()))
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @Test
    void laterInstantSortsAfterWhateverTheRandomBits() {
        String late = new Ids(new MovableClock(START.plusMillis(1)), zeros())
                .newPostId()
                .value();
        String early = new Ids(new MovableClock(START), ones()).newPostId().value();

        assertThat(early).isLessThan(late);
    }

    @Test
    void instancesOfOneInstantDoNotCollide() {
        assertThat(new Ids(clock, new SplittableRandom(2)).newPostId())
                .isNotEqualTo(new Ids(clock, new SplittableRandom(3)).newPostId());
    }

    @Test
    void idempotencyKeyIsMintedToTheMicrosecond() {
        IdempotencyKey key = ids.newIdempotencyKey();

        assertThat(key.value()).hasSize(26);
        assertThat(key.mintedAt()).isEqualTo(Instant.parse("2026-03-01T10:00:00.123456Z"));
    }

    @Test
    void manyThreadsNeverGetTheSameId() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(8);
        try {
            Callable<List<String>> work = () ->
                    Stream.generate(() -> ids.newPostId().value()).limit(5000).toList();
            List<String> all = new ArrayList<>();
            for (Future<List<String>> made : pool.invokeAll(Collections.nCopies(8, work))) {
                assertThat(made.get()).isSorted();
                all.addAll(made.get());
            }
            assertThat(all).hasSize(40_000).doesNotHaveDuplicates();
        } finally {
            pool.shutdownNow();
        }
    }

    private static RandomGenerator zeros() {
        return () -> 0;
    }

    private static RandomGenerator ones() {
        return () -> -1;
    }
}
