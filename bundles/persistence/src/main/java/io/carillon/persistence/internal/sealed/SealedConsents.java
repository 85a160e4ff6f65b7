package io.carillon.persistence.internal.sealed;

import io.carillon.api.store.SealedValues;
import io.carillon.persistence.internal.db.Transactions;
import io.carillon.persistence.internal.sql.Sql;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Consents under way: they are over before it would be worth sealing them anew, so that a key only waits for their end. */
public final class SealedConsents implements SealedValues {

    private final Transactions transactions;
    private final Clock clock;

    public SealedConsents(Transactions transactions, Clock clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    private record KeyCount(String key, long count) {}

    @Override
    public String name() {
        return "consents under way";
    }

    @Override
    public Map<String, Long> keys() {
        Map<String, Long> found = new LinkedHashMap<>();
        transactions
                .sql(connection -> Sql.query(
                        connection,
                        "SELECT key_id, COUNT(*) FROM oauth_consent WHERE key_id IS NOT NULL AND expires_at > ?"
                                + " GROUP BY key_id",
                        in -> in.moment(clock.instant()),
                        row -> new KeyCount(row.text(), row.number())))
                .forEach(one -> found.put(one.key(), one.count()));
        return found;
    }

    @Override
    public List<SealedValue> sealedWith(String key, Optional<String> after, int limit) {
        return List.of();
    }

    @Override
    public int reseal(List<Resealed> values) {
        return 0;
    }
}
