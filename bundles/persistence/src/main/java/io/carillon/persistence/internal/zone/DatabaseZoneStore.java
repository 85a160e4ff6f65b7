package io.carillon.persistence.internal.zone;

import io.carillon.api.model.AccountQueue;
import io.carillon.api.model.PostId;
import io.carillon.api.model.Schedule;
import io.carillon.api.model.TimeZones;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.store.StoreException;
import io.carillon.api.store.ZoneRecord;
import io.carillon.api.store.ZoneStore;
import io.carillon.persistence.internal.db.Dialect;
import io.carillon.persistence.internal.db.SqlProblems;
import io.carillon.persistence.internal.db.Transactions;
import io.carillon.persistence.internal.queue.QueueRows;
import io.carillon.persistence.internal.sql.Binder;
import io.carillon.persistence.internal.sql.Micros;
import io.carillon.persistence.internal.sql.Row;
import io.carillon.persistence.internal.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Zones and what goes by them. Each statement walks an index, page by page. */
public final class DatabaseZoneStore implements ZoneStore {

    /** What the partial indexes of PostgreSQL have, so that it knows that they will do. */
    private static final String SINGLE = "sched_basis = 'LOCAL' AND sched_recurrence IS NULL";

    private static final String SERIES = "sched_recurrence IS NOT NULL";

    private static final String BY_ZONE = " FROM post" + Sql.derbyIndex("post_zone") + " WHERE ";
    private static final String SERIES_BY_ZONE = " FROM post" + Sql.derbyIndex("post_zone_series") + " WHERE ";

    /** With an end that no zone reaches: Derby would else go on through every post without one. */
    private static final String NEXT_ZONE =
            "sched_zone > ? AND sched_zone < 'zzzz' ORDER BY sched_zone FETCH FIRST 1 ROWS ONLY";

    private static final String SINGLES = "SELECT workspace_id, id, sched_local, sched_offset, sched_instant_at,"
            + " sched_adjusted" + BY_ZONE + SINGLE
            + " AND sched_zone = ? AND sched_instant_at >= ? AND (sched_instant_at > ? OR id > ?)"
            + " ORDER BY sched_instant_at, id FETCH FIRST ? ROWS ONLY";

    /** With an end, for the same reason. */
    private static final String RECURRING = "SELECT workspace_id, id, planned_to" + SERIES_BY_ZONE + SERIES
            + " AND sched_zone = ? AND planned_to >= ? AND planned_to < '99999' AND (planned_to > ? OR id > ?)"
            + " ORDER BY planned_to, id FETCH FIRST ? ROWS ONLY";

    private static final String RECORDS =
            "SELECT data_version, rules, again, held_until_at, version, zone FROM zone_record";

    private static final String INSERT = "INSERT INTO zone_record"
            + " (data_version, rules, again, held_until_at, version, zone) VALUES (" + Sql.marks(6) + ")";

    private static final String UPDATE = "UPDATE zone_record SET data_version = ?, rules = ?, again = ?,"
            + " held_until_at = ?, version = ? WHERE zone = ? AND version = ?";

    /** After every id. */
    private static final String LAST = "\uffff";

    private final Transactions transactions;
    private final Dialect dialect;

    public DatabaseZoneStore(Transactions transactions, Dialect dialect) {
        this.transactions = transactions;
        this.dialect = dialect;
    }

    @Override
    public SortedSet<String> inUse() {
        return transactions.sql(connection -> {
            SortedSet<String> zones = new TreeSet<>(
                    Sql.query(connection, "SELECT DISTINCT zone FROM account_queue", in -> {}, Row::text));
            addZones(connection, BY_ZONE + dialect.ofPartialIndex(SINGLE), zones);
            addZones(connection, SERIES_BY_ZONE + dialect.ofPartialIndex(SERIES), zones);
            return zones;
        });
    }

    /** From one entry of an index to the first of the next zone: there are few, of very many posts. */
    private static void addZones(Connection connection, String from, SortedSet<String> zones) throws SQLException {
        Optional<String> next = Optional.of("");
        while (next.isPresent()) {
            String last = next.get();
            next =
                    Sql.query(connection, "SELECT sched_zone" + from + NEXT_ZONE, in -> in.text(last), Row::text)
                            .stream()
                            .findFirst();
            next.ifPresent(zones::add);
        }
    }

    @Override
    public Map<String, ZoneRecord> records() {
        return transactions
                .sql(connection -> Sql.query(connection, RECORDS, in -> {}, DatabaseZoneStore::record))
                .stream()
                .collect(Collectors.toMap(ZoneRecord::zone, Function.identity()));
    }

    private static ZoneRecord record(Row row) throws SQLException {
        String dataVersion = row.text();
        String rules = row.text();
        int again = row.count();
        Optional<Instant> heldUntil = row.maybeMoment();
        long version = row.number();
        return new ZoneRecord(row.text(), dataVersion, rules, again, heldUntil, version);
    }

    @Override
    public boolean put(ZoneRecord record) {
        try {
            return transactions.sql(connection -> record.version() == 1
                            ? Sql.update(connection, INSERT, in -> bind(in, record))
                            : Sql.update(
                                    connection, UPDATE, in -> bind(in, record).number(record.version() - 1)))
                    == 1;
        } catch (StoreException e) {
            if (SqlProblems.isDuplicate(e)) {
                return false;
            }
            throw e;
        }
    }

    private static Binder bind(Binder in, ZoneRecord record) throws SQLException {
        return in.text(record.dataVersion())
                .text(record.rules())
                .count(record.again())
                .moment(record.heldUntil())
                .number(record.version())
                .text(record.zone());
    }

    @Override
    public List<Single> singles(String zone, Instant from, Optional<Single> after, int limit) {
        long begin = after.map(one -> Micros.of(one.schedule().instant())).orElse(Micros.of(from));
        String last = after.map(one -> one.post().value()).orElse("");
        ZoneId id = TimeZones.of(zone);
        return transactions.sql(connection -> Sql.query(
                connection,
                SINGLES,
                in -> in.text(zone).number(begin).number(begin).text(last).count(limit),
                row -> single(id, row)));
    }

    private static Single single(ZoneId zone, Row row) throws SQLException {
        return new Single(
                new WorkspaceId(row.text()),
                new PostId(row.text()),
                new Schedule(
                        Schedule.Basis.LOCAL,
                        LocalDateTime.parse(row.text()),
                        zone,
                        row.maybeText().map(ZoneOffset::of),
                        row.moment(),
                        row.maybeText().map(Schedule.Adjustment::valueOf)));
    }

    @Override
    public List<Recurring> recurring(String zone, LocalDateTime from, Optional<Recurring> after, int limit) {
        String begin = after.map(Recurring::plannedTo).orElse(from).toString();
        String last = after.map(one -> one.post().value()).orElse(LAST);
        return transactions.sql(connection -> Sql.query(
                connection,
                RECURRING,
                in -> in.text(zone).text(begin).text(begin).text(last).count(limit),
                row -> new Recurring(
                        new WorkspaceId(row.text()), new PostId(row.text()), LocalDateTime.parse(row.text()))));
    }

    @Override
    public List<AccountQueue> queues(String zone) {
        return transactions.sql(connection -> Sql.query(
                connection,
                "SELECT " + QueueRows.COLUMNS + " FROM account_queue WHERE zone = ? ORDER BY account_id",
                in -> in.text(zone),
                QueueRows::read));
    }
}
