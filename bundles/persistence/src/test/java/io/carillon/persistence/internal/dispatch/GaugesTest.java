package io.carillon.persistence.internal.dispatch;

import static io.carillon.persistence.internal.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.api.model.Attempt;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.store.Claim;
import io.carillon.api.store.StoreGauges.Backlog;
import io.carillon.persistence.internal.Samples;
import io.carillon.persistence.internal.TestStores;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GaugesTest extends DispatchTest {

    @Test
    void countsWhatIsOverdueAndWhatIsDueWithinTheHourByState() {
        add(NOW.minusSeconds(5));
        add(NOW);
        add(NOW.plusSeconds(1));
        add(NOW.plus(Duration.ofHours(1)));
        add(NOW.plus(Duration.ofHours(1)).plusMillis(1));
        dispatch.claim(Samples.order(NOW, NOW.minusSeconds(5), 1, account.platform()));

        Backlog backlog = stores.gauges().backlog(NOW);

        assertThat(backlog.overdue())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(DeliveryState.SCHEDULED, 1, DeliveryState.PUBLISHING, 1, DeliveryState.RETRYING, 0));
        assertThat(backlog.soon()).containsEntry(DeliveryState.SCHEDULED, 2);
    }

    @Test
    void countsWhatAPersonHasToRelease() {
        held(DeliveryState.FAILED);
        held(DeliveryState.FAILED);
        held(DeliveryState.IN_DOUBT);
        held(DeliveryState.PUBLISHED);

        assertThat(stores.gauges().backlog(NOW).held())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        DeliveryState.FAILED,
                        2,
                        DeliveryState.IN_DOUBT,
                        1,
                        DeliveryState.WAITING,
                        0,
                        DeliveryState.MISSED,
                        0));
    }

    private void held(DeliveryState state) {
        add(NOW);
        Claim claim =
                dispatch.claim(Samples.order(NOW, NOW, 1, account.platform())).get(0);
        dispatch.settle(List.of(settlement(
                claim,
                claim.delivery().toBuilder()
                        .state(state)
                        .wakeAt(Optional.<Instant>empty())
                        .build(),
                attempt(claim, Attempt.Result.REJECTED))));
    }

    @Test
    void countsNoFurtherThanToItsLimit() {
        add(NOW);
        int copies = TestStores.execute(
                stores,
                "INSERT INTO delivery (id, workspace_id, post_id, post_created_at, account_id, platform, due_at, revision,"
                        + " state, idempotency_key, key_minted_at, prep_state, attempts)"
                        + " SELECT id || CAST(n AS CHAR(9)), workspace_id, post_id, post_created_at, account_id, platform,"
                        + " due_at, revision, 'FAILED', idempotency_key, key_minted_at, prep_state, attempts FROM delivery,"
                        + " (SELECT a.d + 10 * b.d + 100 * c.d + 1000 * e.d + 10000 * f.d AS n FROM " + digits("a")
                        + ", "
                        + digits("b") + ", " + digits("c") + ", " + digits("e")
                        + ", (VALUES (0), (1)) AS f(d)) AS numbers");

        assertThat(copies).isEqualTo(20_000);
        assertThat(stores.gauges().backlog(NOW).held()).containsEntry(DeliveryState.FAILED, 10_000);
    }

    private static String digits(String name) {
        return "(VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)) AS " + name + "(d)";
    }

    @Test
    void tellsOfTheConnections() {
        assertThat(stores.gauges().connections()).hasValueSatisfying(connections -> {
            assertThat(connections.max()).isPositive();
            assertThat(connections.active()).isZero();
            assertThat(connections.pending()).isZero();
        });
    }
}
