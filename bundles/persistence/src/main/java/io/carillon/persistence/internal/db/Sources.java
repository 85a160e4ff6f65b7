package io.carillon.persistence.internal.db;

import java.time.Duration;
import java.util.Properties;
import javax.sql.DataSource;
import org.postgresql.Driver;
import org.postgresql.PGProperty;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Where connections come from.
 *
 * @param patient waits for an answer for as long as a statement takes: a migration may take an hour
 * @param guarded gives a connection up on which nothing comes back for longer than any statement of ours takes: its other
 *     end may have vanished without a word, as a host does that loses its power or its network
 */
record Sources(DataSource patient, DataSource guarded) {

    private static final Duration CONNECT = Duration.ofSeconds(5);

    /** A statement waits for a lock at most, and then has its work to do. */
    private static final Duration WORK = Duration.ofSeconds(3);

    static Sources of(DatabaseSettings settings, Dialect dialect) {
        if (dialect == Dialect.DERBY) {
            DerbyEngine.prepareFolder(settings.dataFolder());
            DerbyEngine.configure(settings);
            DataSource derby = DerbyEngine.dataSource(settings.effectiveUrl());
            return new Sources(derby, derby);
        }
        PGSimpleDataSource guarded = postgres(settings);
        if (!says(settings, PGProperty.SOCKET_TIMEOUT)) {
            guarded.setSocketTimeout((int) settings.lockTimeout().plus(WORK).toSeconds());
        }
        return new Sources(postgres(settings), guarded);
    }

    private static PGSimpleDataSource postgres(DatabaseSettings settings) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        try {
            source.setUrl(settings.effectiveUrl());
        } catch (IllegalArgumentException e) {
            throw new DatabaseException(
                    "The database URL '" + SafeUrl.of(settings.effectiveUrl())
                            + "' can't be read. Set CARILLON_DB_URL to jdbc:postgresql://host:5432/carillon.",
                    e);
        }
        source.setApplicationName("carillon");
        source.setReWriteBatchedInserts(true);
        // What an operator writes into the URL counts. It is read first, since it changes nothing that is set already.
        if (!says(settings, PGProperty.CONNECT_TIMEOUT)) {
            source.setConnectTimeout((int) CONNECT.toSeconds());
        }
        if (!says(settings, PGProperty.LOGIN_TIMEOUT)) {
            source.setLoginTimeout((int) CONNECT.multipliedBy(2).toSeconds());
        }
        if (!says(settings, PGProperty.TCP_KEEP_ALIVE)) {
            source.setTcpKeepAlive(true);
        }
        if (!says(settings, PGProperty.LOG_SERVER_ERROR_DETAIL)) {
            // An error would else quote the values of its statement, and be logged with them.
            source.setLogServerErrorDetail(false);
        }
        if (!settings.user().isBlank()) {
            source.setUser(settings.user());
        }
        if (!settings.password().isEmpty()) {
            source.setPassword(settings.password());
        }
        return source;
    }

    private static boolean says(DatabaseSettings settings, PGProperty property) {
        Properties url = Driver.parseURL(settings.effectiveUrl(), null);
        return url != null && property.getOrNull(url) != null;
    }
}
