package io.carillon.accounts.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.api.model.AccountId;
import io.carillon.api.model.Platform;
import io.carillon.api.model.Workspace;
import io.carillon.api.store.EndingGrant;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RenewalPlanTest {

    private static final Instant STORED = Instant.parse("2026-02-10T09:00:00Z");

    @ParameterizedTest
    @CsvSource({"PT10M, PT5M", "PT1H, PT20M", "PT2H, PT30M", "PT24H, PT6H", "P60D, P7D", "P365D, P7D"})
    void everyGrantIsRenewedInGoodTimeAndNotTooOften(Duration life, Duration ahead) {
        for (int i = 0; i < 100; i++) {
            Duration left = Duration.between(RenewalPlan.renewAt(grant(i, life)), STORED.plus(life));

            assertThat(left).isBetween(ahead, ahead.plus(ahead.dividedBy(2)));
            assertThat(left).isLessThanOrEqualTo(RenewalPlan.HORIZON);
        }
    }

    @Test
    void grantsOfOneInstantAreSpreadOverTheWholeTime() {
        Duration life = Duration.ofHours(2);
        long minutes = IntStream.range(0, 300)
                .mapToObj(i -> RenewalPlan.renewAt(grant(i, life)))
                .map(at -> Duration.between(STORED, at).toMinutes())
                .distinct()
                .count();

        assertThat(minutes).as("of a quarter of an hour").isBetween(15L, 16L);
        assertThat(RenewalPlan.renewAt(grant(1, life)))
                .as("at every look the same")
                .isEqualTo(RenewalPlan.renewAt(grant(1, life)));
    }

    @Test
    void grantThatHadEndedAlreadyIsDue() {
        assertThat(RenewalPlan.renewAt(grant(1, Duration.ofHours(-1)))).isEqualTo(STORED.minus(Duration.ofHours(1)));
    }

    private static EndingGrant grant(int i, Duration life) {
        return new EndingGrant(
                Workspace.DEFAULT_ID, new AccountId("a_" + i), Platform.BLUESKY, STORED, STORED.plus(life));
    }
}
