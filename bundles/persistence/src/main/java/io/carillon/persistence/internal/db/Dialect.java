package io.carillon.persistence.internal.db;

import io.carillon.persistence.internal.sql.Row;
import io.carillon.persistence.internal.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;

/** What differs between the two databases. Everything else is one SQL for both. */
public enum Dialect {
    DERBY(
            "jdbc:derby:",
            "org.eclipse.persistence.platform.database.DerbyPlatform",
            // Dirty reads are fine for finding candidates: the compare-and-set that follows decides, and the
            // engine never waits for somebody who edits a row among them.
            "WITH UR",
            Map.ofEntries(
                    Map.entry("id", "VARCHAR(64)"),
                    Map.entry("text", "CLOB(16M)"),
                    Map.entry("bytes", "BLOB(16M)"),
                    Map.entry("only_waking", ""),
                    Map.entry("only_claimed", ""),
                    Map.entry("only_pending", ""),
                    Map.entry("only_queued", ""),
                    Map.entry("only_recurring", ""),
                    Map.entry("only_unplanned", ""),
                    Map.entry("only_detached", ""),
                    Map.entry("only_single", ""),
                    Map.entry("only_series", ""),
                    Map.entry("occurrences_once", "ALTER TABLE delivery ADD CONSTRAINT delivery_occurrence UNIQUE"))),
    POSTGRESQL(
            "jdbc:postgresql:",
            "org.eclipse.persistence.platform.database.PostgreSQLPlatform",
            "FOR UPDATE SKIP LOCKED",
            Map.ofEntries(
                    // Ids sort by time only in byte order, and comparing bytes is cheaper than asking a locale.
                    Map.entry("id", "VARCHAR(64) COLLATE \"C\""),
                    Map.entry("text", "TEXT"),
                    Map.entry("bytes", "BYTEA"),
                    Map.entry("only_waking", "WHERE wake_at IS NOT NULL"),
                    Map.entry("only_claimed", "WHERE claim_id IS NOT NULL"),
                    Map.entry("only_pending", "WHERE next_at IS NOT NULL"),
                    Map.entry("only_queued", "WHERE queued IS NOT NULL AND state IN ('SCHEDULED', 'WAITING')"),
                    Map.entry("only_recurring", "WHERE horizon_at IS NOT NULL"),
                    Map.entry("only_unplanned", "WHERE planned_to_at IS NOT NULL"),
                    Map.entry("only_detached", "WHERE series_id IS NOT NULL"),
                    Map.entry("only_single", "WHERE sched_basis = 'LOCAL' AND sched_recurrence IS NULL"),
                    Map.entry("only_series", "WHERE sched_recurrence IS NOT NULL"),
                    Map.entry("occurrences_once", "CREATE UNIQUE INDEX delivery_occurrence ON delivery")));

    private final String urlPrefix;
    private final String platform;
    private final String claimClause;
    private final Map<String, String> placeholders;

    Dialect(String urlPrefix, String platform, String claimClause, Map<String, String> placeholders) {
        this.urlPrefix = urlPrefix;
        this.platform = platform;
        this.claimClause = claimClause;
        this.placeholders = placeholders;
    }

    /**
     * Tells the database from its URL.
     *
     * @throws DatabaseException if it is none that Carillon runs on
     */
    public static Dialect of(String url) {
        for (Dialect dialect : values()) {
            if (url.startsWith(dialect.urlPrefix)) {
                return dialect;
            }
        }
        throw new DatabaseException(
                "The database URL '" + SafeUrl.of(url) + "' is for no database that Carillon runs on."
                        + " Set CARILLON_DB_URL to jdbc:postgresql://host:5432/carillon, or leave it out to use the built-in"
                        + " database.");
    }

    public String urlPrefix() {
        return urlPrefix;
    }

    /** EclipseLink's class for this database. */
    public String platform() {
        return platform;
    }

    /** What ends a SELECT that looks for rows to claim. */
    public String claimClause() {
        return claimClause;
    }

    /** What ends a SELECT that may see what others haven't committed rather than wait for them. */
    public String dirtyRead() {
        return this == DERBY ? " WITH UR" : "";
    }

    /**
     * What begins the conditions of a statement that is to use an index with this one; nothing where indexes have every row,
     * so that the statement then finds more.
     */
    public String ofPartialIndex(String condition) {
        return this == DERBY ? "" : condition + " AND ";
    }

    /** Whether the schema is there already, or whoever is connected may make it. */
    boolean mayMakeSchema(Connection connection) throws SQLException {
        return this == DERBY
                || Sql.query(
                                connection,
                                "SELECT to_regclass('" + Migrations.HISTORY + "') IS NOT NULL"
                                        + " OR has_schema_privilege(current_schema(), 'CREATE')",
                                in -> {},
                                Row::flag)
                        .get(0);
    }

    /** What the migrations fill in: column types, and the condition of partial indexes where there are such. */
    public Map<String, String> placeholders() {
        return placeholders;
    }
}
