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
        if (dialect == Dialect.DERBY) {
            // A connection of the same process doesn't go stale. Fewer idle ones keep fewer pages pinned.
            config.setMaxLifetime(0);
            config.setMinimumIdle(2);
        } else {
            config.setMinimumIdle(Math.min(4, settings.poolSize()));
            config.setKeepaliveTime(TimeUnit.MINUTES.toMillis(2));
            config.setConnectionInitSql(
                    "SET lock_timeout = '" + settings.lockTimeout().toMillis() + "ms'");
        }
        return new HikariDataSource(config);
    }
}
