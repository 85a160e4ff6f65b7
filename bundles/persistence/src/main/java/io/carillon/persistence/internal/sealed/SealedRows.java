package io.carillon.persistence.internal.sealed;

import io.carillon.api.store.SealedValues;
import io.carillon.persistence.internal.db.Transactions;
import io.carillon.persistence.internal.sql.Sql;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A table's rows as something sealed, in its columns {@code sealed}, {@code key_id} and {@code version}. The version stays:
 * who is about to store a value of their own has to get through.
 */
public final class SealedRows implements SealedValues {

    private final Transactions transactions;
    private final String name;
    private final String keys;
    private final String page;
    private final String update;

    private SealedRows(Transactions transactions, String name, String table, String id) {
        this.transactions = transactions;
        this.name = name;
        keys = "SELECT key_id, COUNT(*) FROM " + table + " GROUP BY key_id";
        page = "SELECT " + id + ", sealed, key_id, version FROM " + table + " WHERE key_id = ? AND " + id
                + " > ? ORDER BY " + id + " FETCH FIRST ? ROWS ONLY";
        update = "UPDATE " + table + " SET sealed = ?, key_id = ? WHERE " + id + " = ? AND version = ? AND key_id = ?";
    }

    /** The grants of accounts. */
    public static SealedValues grants(Transactions transactions) {
        return new SealedRows(transactions, "grants", "account_grant", "account_id");
    }

    /** The secrets of developer apps. */
    public static SealedValues apps(Transactions transactions) {
        return new SealedRows(transactions, "developer apps", "oauth_app", "id");
    }

    /** The secrets that sign the calls of webhooks. */
    public static SealedValues webhooks(Transactions transactions) {
        return new SealedRows(transactions, "webhooks", "webhook", "id");
    }

    private record KeyCount(String key, long count) {}

    @Override
    public String name() {
        return name;
    }

    @Override
    public Map<String, Long> keys() {
        Map<String, Long> found = new LinkedHashMap<>();
        transactions
                .sql(connection -> Sql.query(connection, keys, in -> {}, row -> new KeyCount(row.text(), row.number())))
                .forEach(one -> found.put(one.key(), one.count()));
        return found;
    }

    @Override
    public List<SealedValue> sealedWith(String key, Optional<String> after, int limit) {
        return transactions.sql(connection -> Sql.query(
                connection,
                page,
                in -> in.text(key).text(after.orElse("")).count(limit),
                row -> new SealedValue(row.text(), row.text(), row.text(), row.number())));
    }

    @Override
    public int reseal(List<Resealed> values) {
        int[] put = transactions.sql(
                connection -> Sql.batch(connection, update, values, (in, value) -> in.text(value.sealed())
                        .text(value.key())
                        .text(value.before().id())
                        .number(value.before().version())
                        .text(value.before().key())));
        return Arrays.stream(put).sum();
    }
}
