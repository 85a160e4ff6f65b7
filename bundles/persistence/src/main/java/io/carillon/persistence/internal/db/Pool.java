package io.carillon.persistence.internal.db;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/** The connections that are kept open. */
final class Pool {

    private Pool() {}

    static HikariDataSource over(DataSource source, DatabaseSettings settings, Dialect dialect) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("carillon");
        config.setDataSource(source);
        config.setMaximumPoolSize(settings.poolSize());
        // Whoever waits for longer is told to come back: the database is gone, or overwhelmed.
        config.setConnectionTimeout(TimeUnit.SECONDS.toMillis(5));
        config.setValidationTimeout(TimeUnit.SECONDS.toMillis(2));
        if (dialect == Dialect.DERBY) {
            // A connection of the same process doesn't go stale. Fewer idle ones keep fewer pages pinned.
            config.setMaxLifetime(0);
            config.setMinimumIdle(2);
        } else {
            config.setMinimumIdle(Math.min(4, settings.poolSize()));
            config.setKeepaliveTime(TimeUnit.MINUTES.toMillis(2));
            long patience = settings.lockTimeout().toMillis();
            // A server that is stopped, or vanishes, in the middle of a transaction must not keep its rows from the
            // others.
            config.setConnectionInitSql("SET lock_timeout = '" + patience
                    + "ms'; SET idle_in_transaction_session_timeout = '" + 2 * patience + "ms'");
        }
        return new HikariDataSource(config);
    }
}
