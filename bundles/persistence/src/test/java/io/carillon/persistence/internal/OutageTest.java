package io.carillon.persistence.internal;

import static io.carillon.persistence.internal.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.api.model.Platform;
import io.carillon.api.store.StoreException;
import io.carillon.itests.postgres.PostgresDatabase;
import io.carillon.itests.postgres.PostgresServer;
import io.carillon.persistence.internal.db.DatabaseSettings;
import io.carillon.persistence.internal.wake.WakeListener;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A PostgreSQL that goes away is a store that fails, at once and whatever is asked, and that works again by itself. */
@OnPostgres
class OutageTest {

    private static final Path FOLDER = Path.of("target", "postgres-outage");

    /** Each question waits five seconds for a connection; asked again and again it would take a minute. */
    @Test
    @Timeout(120)
    void storesFailWhileItIsAwayAndWorkWhenItIsBack() throws Throwable {
        try (PostgresServer server = PostgresServer.start(FOLDER)) {
            PostgresDatabase database = server.createDatabase();
            DatabaseSettings settings =
                    DatabaseSettings.at(FOLDER, database.url(), database.user(), database.password());
            Semaphore bells = new Semaphore(0);
            try (Stores stores = Stores.open(settings, Clock.systemUTC())) {
                WakeListener listener = stores.listen(bells::release).orElseThrow();
                awaitBell(bells);
                server.kill();

                for (ThrowingCallable question : questions(stores)) {
                    assertThatThrownBy(question).isInstanceOf(StoreException.class);
                }
                server.restart();

                awaitBell(bells);
                for (ThrowingCallable question : questions(stores)) {
                    question.call();
                }
                listener.close();
            }
        }
    }

    /** An entity that is read, a statement of our own, and a transaction of both. */
    private static List<ThrowingCallable> questions(Stores stores) {
        return List.of(
                () -> stores.identities().findUser("ada"),
                () -> stores.dispatch().nextWake(),
                () -> stores.dispatch().claim(Samples.order(NOW, NOW, 1, Platform.SANDBOX)));
    }

    private static void awaitBell(Semaphore bells) throws InterruptedException {
        assertThat(bells.tryAcquire(30, TimeUnit.SECONDS)).as("a bell").isTrue();
    }
}
