package io.carillon.persistence.internal.wake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.api.model.Account;
import io.carillon.api.model.Delivery;
import io.carillon.api.model.Platform;
import io.carillon.api.model.StoredPost;
import io.carillon.api.store.InUseException;
import io.carillon.itests.postgres.PostgresServer;
import io.carillon.persistence.internal.OnPostgres;
import io.carillon.persistence.internal.Samples;
import io.carillon.persistence.internal.Stores;
import io.carillon.persistence.internal.TestStores;
import io.carillon.persistence.internal.db.DatabaseSettings;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What one node makes due soon wakes the others at once. */
@OnPostgres
class WakeListenerTest {

    private static final long PATIENCE_SECONDS = 30;

    private static final String LISTENING =
            "pg_stat_activity WHERE query = 'LISTEN " + WakeBell.CHANNEL + "' AND datname = '%s'";

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
    private final Account account = Samples.account(Platform.SANDBOX, "@creator");
    private final DatabaseSettings settings = TestStores.postgres();
    private final Semaphore bells = new Semaphore(0);
    private Stores here;
    private Stores there;
    private WakeListener listener;

    @BeforeEach
    void open() throws Exception {
        here = Stores.open(settings, Clock.systemUTC());
        there = Stores.open(settings, Clock.systemUTC());
        here.accounts().add(account, Optional.empty());
        listener = there.listen(bells::release).orElseThrow();
        // The first one is for whatever came before.
        awaitBell();
    }

    @AfterEach
    void close() {
        listener.close();
        there.close();
        here.close();
    }

    @Test
    void onlyWhatIsCommittedAndWakesSoonWakesTheOthers() throws Exception {
        add(now.plus(Duration.ofDays(1)));
        StoredPost post = add(now.plusSeconds(60));
        assertThatThrownBy(() -> here.posts().add(post, List.of(Samples.delivery(post, account, now))))
                .isInstanceOf(InUseException.class);
        add(now);

        awaitBell();
        // They are heard in the order of commits: had one of the former rung, it would have been first.
        assertThat(bells.availablePermits()).isZero();
    }

    @Test
    void anAccountThatIsConnectedAgainWakesTheOthersIfSomethingWaitedForIt() throws Exception {
        here.dispatch().unparkAccount(account.id(), now);
        StoredPost post = Samples.post(account, "waits");
        Delivery waiting = Samples.delivery(post, account, now.plus(Duration.ofDays(1)));
        here.posts().add(post, List.of(waiting));
        TestStores.execute(
                here, "UPDATE delivery SET state = 'WAITING', wait_reason = 'ACCOUNT_NEEDS_RECONNECT', wake_at = NULL");
        assertThat(bells.availablePermits()).isZero();

        assertThat(here.dispatch().unparkAccount(account.id(), now)).isEqualTo(1);

        awaitBell();
    }

    @Test
    void aConnectionThatWasLostIsMadeAgainAndWakesForWhatWasMissed() throws Exception {
        assertThat(administer("SELECT count(pg_terminate_backend(pid)) FROM " + LISTENING))
                .isEqualTo(1);

        awaitBell();
        assertThat(administer("SELECT count(*) FROM " + LISTENING)).isEqualTo(1);
        add(now);
        awaitBell();
    }

    /** It would else wait for a minute for the next bell. */
    @Test
    @Timeout(PATIENCE_SECONDS)
    void closingItEndsItsThreadAndItsConnectionAtOnce() throws Exception {
        listener.close();

        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain("carillon-wake-listener");
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (administer("SELECT count(*) FROM " + LISTENING) > 0) {
            assertThat(System.nanoTime()).isLessThan(deadline);
        }
    }

    private long administer(String sql) throws SQLException {
        try (Connection connection = PostgresServer.shared().administrator("postgres");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(String.format(sql, settings.user()))) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private StoredPost add(Instant due) {
        StoredPost post = Samples.post(account, "caption");
        here.posts().add(post, List.of(Samples.delivery(post, account, due)));
        return post;
    }

    private void awaitBell() throws InterruptedException {
        assertThat(bells.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS))
                .as("a bell")
                .isTrue();
    }
}
