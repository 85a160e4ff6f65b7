package io.carillon.persistence.internal.account;

import io.carillon.api.store.SealedValues;
import io.carillon.persistence.internal.db.Transactions;
import io.carillon.persistence.internal.sql.Sql;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Grants as something sealed. Their version stays: who is about to store a renewed one has to get through. */
public final class SealedGrants implements SealedValues {

    private final Transactions transactions;

    public SealedGrants(Transactions transactions) {
        this.transactions = transactions;
    }

    private record KeyCount(String key, long count) {}

    @Override
    public String name() {
        return "grants";
    }

    @Override
    public Map<String, Long> keys() {
        Map<String, Long> keys = new LinkedHashMap<>();
        transactions
                .sql(connection -> Sql.query(
                        connection,
                        "SELECT key_id, COUNT(*) FROM account_grant GROUP BY key_id",
                        in -> {},
                        row -> new KeyCount(row.text(), row.number())))
                .forEach(one -> keys.put(one.key(), one.count()));
        return keys;
    }

    @Override
    public List<SealedValue> sealedWith(String key, Optional<String> after, int limit) {
        return transactions.sql(connection -> Sql.query(
                connection,
                "SELECT account_id, sealed, key_id, version FROM account_grant WHERE key_id = ? AND account_id > ?"
                        + " ORDER BY account_id FETCH FIRST ? ROWS ONLY",
                in -> in.text(key).text(after.orElse("")).count(limit),
                row -> new SealedValue(row.text(), row.text(), row.text(), row.number())));
    }

    @Override
    public int reseal(List<Resealed> values) {
        int[] put = transactions.sql(connection -> Sql.batch(
                connection,
                "UPDATE account_grant SET sealed = ?, key_id = ? WHERE account_id = ? AND version = ? AND key_id = ?",
                values,
                (in, value) -> in.text(value.sealed())
                        .text(value.key())
                        .text(value.before().id())
                        .number(value.before().version())
                        .text(value.before().key())));
        return Arrays.stream(put).sum();
    }
}
