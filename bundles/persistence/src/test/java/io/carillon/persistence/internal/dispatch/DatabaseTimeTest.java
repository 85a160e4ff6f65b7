package io.carillon.persistence.internal.dispatch;

import static io.carillon.persistence.internal.Samples.ME;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.api.model.Account;
import io.carillon.api.model.AttemptId;
import io.carillon.api.model.Delivery;
import io.carillon.api.model.Platform;
import io.carillon.api.model.Preparation;
import io.carillon.api.model.StoredPost;
import io.carillon.api.store.Claim;
import io.carillon.api.store.ClaimOrder;
import io.carillon.api.store.Claimant;
import io.carillon.api.store.Leases;
import io.carillon.persistence.internal.OnPostgres;
import io.carillon.persistence.internal.Samples;
import io.carillon.persistence.internal.Stores;
import io.carillon.persistence.internal.TestStores;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Nodes whose clocks disagree still agree on when a claim has ended: the database's clock says so. */
@OnPostgres
class DatabaseTimeTest {

    private static final Claimant OTHER = new Claimant("node-2", "boot-1");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration SHORT = Duration.ofMillis(200);

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
    private final Account account = Samples.account(Platform.SANDBOX, "@creator");
    private Stores stores;

    @BeforeEach
    void open() {
        stores = Stores.open(TestStores.postgres(), Clock.systemUTC());
        stores.accounts().add(account, Optional.empty());
    }

    @AfterEach
    void close() {
        stores.close();
    }

    @Test
    void aNodeWhoseClockIsAheadTakesNothingThatIsHeld() {
        add(Preparation.PENDING);
        add(Preparation.NONE);
        assertThat(claim(ME, now, Duration.ofMinutes(1))).hasSize(2);

        Instant ahead = now.plus(HOUR);

        assertThat(claim(OTHER, ahead, SHORT)).isEmpty();
        assertThat(stores.dispatch().expired(ahead, 10)).isEmpty();
        assertThat(stores.dispatch().parkAbsent(Set.of(), ahead)).isZero();
    }

    @Test
    void whatHasEndedIsFoundWhateverTheFindersClockSays() {
        Delivery armed = add(Preparation.NONE);
        Delivery preparing = add(Preparation.PENDING);
        // This node's clock is behind: by it the claims would last for another hour.
        Instant behind = now.minus(HOUR);
        ClaimOrder order = order(ME, behind, SHORT, now);
        assertThat(stores.dispatch().claim(order)).hasSize(2);

        await(() -> !stores.dispatch().expired(behind, 10).isEmpty());

        assertThat(stores.dispatch().expired(behind, 10))
                .extracting(orphan -> orphan.delivery().id())
                .containsExactly(armed.id());
        assertThat(claim(OTHER, now.plusSeconds(60), SHORT))
                .extracting(claim -> claim.delivery().id())
                .containsExactly(preparing.id());
    }

    @Test
    void theClaimantGoesByItsOwnClock() {
        Delivery delivery = add(Preparation.NONE);
        Instant ahead = now.plus(HOUR);

        Claim claim = claim(ME, ahead, SHORT).get(0);

        assertThat(claim.until()).isEqualTo(ahead.plus(SHORT));
        assertThat(stored(delivery).wakeAt().orElseThrow())
                .as("by the database's clock")
                .isBetween(now.plus(SHORT).minusSeconds(1), now.plusSeconds(60));
    }

    private Delivery add(Preparation preparation) {
        StoredPost post = Samples.post(account, "caption");
        Delivery delivery = Samples.delivery(post, account, now.minus(HOUR), preparation);
        stores.posts().add(post, List.of(delivery));
        return delivery;
    }

    private Delivery stored(Delivery delivery) {
        return stores.posts().findDelivery(delivery.workspace(), delivery.id()).orElseThrow();
    }

    private List<Claim> claim(Claimant claimant, Instant clock, Duration lease) {
        return stores.dispatch().claim(order(claimant, clock, lease, clock));
    }

    private static ClaimOrder order(Claimant claimant, Instant clock, Duration lease, Instant horizon) {
        return new ClaimOrder(
                claimant,
                clock,
                horizon,
                10,
                Map.of(Platform.SANDBOX, Leases.all(lease)),
                () -> new AttemptId(Samples.id("t")));
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited long enough").isLessThan(deadline);
            Thread.onSpinWait();
        }
    }
}
