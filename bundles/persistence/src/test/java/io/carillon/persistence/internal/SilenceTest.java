package io.carillon.persistence.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.api.store.StoreException;
import io.carillon.itests.postgres.CuttingProxy;
import io.carillon.itests.postgres.PostgresDatabase;
import io.carillon.itests.postgres.PostgresServer;
import io.carillon.persistence.internal.db.DatabaseSettings;
import io.carillon.persistence.internal.wake.WakeListener;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Hosts that vanish without a word, on either side: nobody waits for them for ever. */
@OnPostgres
class SilenceTest {

    private static final int CONNECTIONS = 6;
    private static final long PATIENCE_SECONDS = 30;

    private final PostgresDatabase database = PostgresServer.shared().createDatabase();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    @Test
    void hostThatFallsSilentIsGivenUpAndTheOneThatTakesItsPlaceIsUsedAtOnce() throws Exception {
        try (CuttingProxy proxy = new CuttingProxy(PostgresServer.shared().port(), new Random(1));
                Stores stores = Stores.open(settings(proxy.url(database)), Clock.systemUTC())) {
            Semaphore bells = new Semaphore(0);
            Semaphore lost = new Semaphore(0);
            WakeListener listener = WakeListener.start(stores.database()::connectApart, bells::release, () -> {
                stores.database().renewConnections();
                lost.release();
            });
            await(bells);
            useAll(stores);
            assertThat(stores.database().connections().idle()).isEqualTo(CONNECTIONS);

            proxy.fallSilent();
            Future<?> asked = threads.submit(() -> stores.dispatch().nextWake());
            assertThatThrownBy(() -> asked.get(PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(StoreException.class);
            await(lost);
            proxy.answerAgain();

            await(bells);
            // Those that lead nowhere are gone: trying out each of them would take two seconds.
            for (int i = 0; i < CONNECTIONS; i++) {
                stores.dispatch().nextWake();
            }
            listener.close();
        }
    }

    @Test
    void serverThatIsStoppedInATransactionDoesNotKeepItsRowsFromTheOthers() throws Exception {
        try (Stores stopped = Stores.open(settings(database.url()), Clock.systemUTC());
                Stores other = Stores.open(settings(database.url()), Clock.systemUTC())) {
            CountDownLatch holds = new CountDownLatch(1);
            CountDownLatch goesOn = new CountDownLatch(1);
            Future<?> change =
                    threads.submit(() -> stopped.database().transactions().sql(connection -> {
                        try (var statement = connection.createStatement()) {
                            statement.executeUpdate("UPDATE workspace SET name = 'mine'");
                            holds.countDown();
                            return goesOn.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
                        } catch (InterruptedException e) {
                            throw new IllegalStateException(e);
                        }
                    }));
            assertThat(holds.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();

            assertThat(TestStores.execute(other, "UPDATE workspace SET name = 'theirs'"))
                    .isEqualTo(1);

            goesOn.countDown();
            assertThatThrownBy(change::get).hasCauseInstanceOf(StoreException.class);
        }
    }

    /** So that all of the pool's connections are open. */
    private void useAll(Stores stores) throws Exception {
        CountDownLatch together = new CountDownLatch(CONNECTIONS);
        List<Future<Boolean>> uses = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            uses.add(threads.submit(() -> stores.database().transactions().sql(connection -> {
                together.countDown();
                try {
                    return together.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            })));
        }
        for (Future<Boolean> use : uses) {
            assertThat(use.get()).isTrue();
        }
    }

    private static void await(Semaphore event) throws InterruptedException {
        assertThat(event.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    /** Locks of one second make every other patience shorter, too. */
    private DatabaseSettings settings(String url) {
        return new DatabaseSettings(
                Path.of("target", "test-stores"),
                url,
                database.user(),
                database.password(),
                CONNECTIONS,
                Duration.ofSeconds(1),
                DatabaseSettings.DEFAULT_PAGE_CACHE_KILOBYTES);
    }
}
