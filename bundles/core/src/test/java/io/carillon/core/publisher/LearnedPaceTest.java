package io.carillon.core.publisher;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.api.model.Platform;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LearnedPaceTest {

    private final LearnedPace pace = new LearnedPace();

    @Test
    void isCautiousWhereNothingIsKnown() {
        assertThat(pace.expected(Platform.MASTODON, 100_000_000)).isEqualTo(Duration.ofSeconds(102));
        assertThat(pace.expected(Platform.MASTODON, 0)).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void isLearnedFromWhatWasUploadedToEachNetwork() {
        for (int i = 0; i < 50; i++) {
            pace.learn(Platform.MASTODON, 1_000_000, Duration.ofSeconds(10));
        }
        pace.learn(Platform.MASTODON, 0, Duration.ofSeconds(10));

        assertThat(pace.expected(Platform.MASTODON, 100_000_000))
                .isBetween(Duration.ofSeconds(990), Duration.ofSeconds(1003));
        assertThat(pace.expected(Platform.X, 100_000_000)).isEqualTo(Duration.ofSeconds(102));
    }

    @Test
    void isNeverLongerThanNetworksKeepWhatIsNotPublished() {
        assertThat(pace.expected(Platform.MASTODON, Long.MAX_VALUE)).isEqualTo(Duration.ofHours(12));
    }
}
