package io.carillon.publisher.bluesky.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecordKeyTest {

    private static final Instant DUE = Instant.parse("2026-11-22T17:19:00Z");

    @Test
    void sameSendHasTheSameKey() {
        assertThat(RecordKey.of(DUE, "01HXA")).isEqualTo(RecordKey.of(DUE, "01HXA"));
    }

    @Test
    void keyIsATidOfItsSecond() {
        String key = RecordKey.of(DUE, "01HXA");
        assertThat(key).matches("[234567abcdefghij][234567abcdefghijklmnopqrstuvwxyz]{12}");
        long value = 0;
        for (char c : key.toCharArray()) {
            value = value << 5 | "234567abcdefghijklmnopqrstuvwxyz".indexOf(c);
        }
        assertThat(Instant.ofEpochSecond((value >>> 10) / 1_000_000)).isEqualTo(DUE);
    }

    @Test
    void postsOfTheSameSecondHaveKeysOfTheirOwn() {
        assertThat(IntStream.range(0, 10_000).mapToObj(i -> RecordKey.of(DUE, "key-" + i)))
                .doesNotHaveDuplicates();
    }

    @Test
    void laterPostsSortBehindEarlierOnes() {
        assertThat(RecordKey.of(DUE.plusSeconds(1), "a")).isGreaterThan(RecordKey.of(DUE, "z"));
        assertThat(RecordKey.of(DUE.plusSeconds(1), "z")).isGreaterThan(RecordKey.of(DUE, "a"));
    }
}
