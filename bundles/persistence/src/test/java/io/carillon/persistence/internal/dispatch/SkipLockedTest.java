package io.carillon.persistence.internal.dispatch;

import static io.carillon.persistence.internal.Samples.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.api.model.Account;
import io.carillon.api.model.Delivery;
import io.carillon.api.model.Platform;
import io.carillon.api.model.StoredPost;
import io.carillon.itests.postgres.PostgresDatabase;
import io.carillon.itests.postgres.PostgresServer;
import io.carillon.persistence.internal.OnPostgres;
import io.carillon.persistence.internal.Samples;
import io.carillon.persistence.internal.Stores;
import io.carillon.persistence.internal.db.DatabaseSettings;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A row that somebody else is just changing holds up nobody: the engine takes the others. */
@OnPostgres
class SkipLockedTest {

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);

    @Test
    void whatSomebodyIsChangingIsPassedOverAndNotWaitedFor(@TempDir Path folder) throws Exception {
        PostgresDatabase database = PostgresServer.shared().createDatabase();
        DatabaseSettings settings = DatabaseSettings.at(folder, database.url(), database.user(), database.password());
        try (Stores stores = Stores.open(settings, Clock.systemUTC())) {
            Account account = Samples.account(Platform.SANDBOX, "@creator");
            stores.accounts().add(account, Optional.empty());
            Delivery held = add(stores, account);
            Delivery free = add(stores, account);
            try (Connection editor = database.connect();
                    Statement statement = editor.createStatement()) {
                editor.setAutoCommit(false);
                statement.execute("UPDATE delivery SET revision = 2 WHERE id = '" + held.id() + "'");

                // Had it waited, the five seconds of the lock timeout would end in an exception.
                assertThat(stores.dispatch().claim(order(now, now, 10, Platform.SANDBOX)))
                        .extracting(claim -> claim.delivery().id())
                        .containsExactly(free.id());
                editor.rollback();
            }
            assertThat(stores.dispatch().claim(order(now, now, 10, Platform.SANDBOX)))
                    .extracting(claim -> claim.delivery().id())
                    .containsExactly(held.id());
        }
    }

    private Delivery add(Stores stores, Account account) {
        StoredPost post = Samples.post(account, "caption");
        Delivery delivery = Samples.delivery(post, account, now);
        stores.posts().add(post, List.of(delivery));
        return delivery;
    }
}
