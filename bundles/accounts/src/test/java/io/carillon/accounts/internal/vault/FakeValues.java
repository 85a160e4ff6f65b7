package io.carillon.accounts.internal.vault;

import io.carillon.api.store.SealedValues;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Sealed values in memory. */
final class FakeValues implements SealedValues {

    final Map<String, SealedValue> rows = new TreeMap<>();

    /** Runs once, between reading a page and putting it. */
    Runnable meanwhile = () -> {};

    int batches;

    void put(String id, String sealed, String key) {
        long version =
                Optional.ofNullable(rows.get(id)).map(SealedValue::version).orElse(0L);
        rows.put(id, new SealedValue(id, sealed, key, version + 1));
    }

    @Override
    public String name() {
        return "values";
    }

    @Override
    public Map<String, Long> keys() {
        Map<String, Long> keys = new HashMap<>();
        rows.values().forEach(row -> keys.merge(row.key(), 1L, Long::sum));
        return keys;
    }

    @Override
    public List<SealedValue> sealedWith(String key, Optional<String> after, int limit) {
        return rows.values().stream()
                .filter(row -> row.key().equals(key))
                .filter(row -> after.isEmpty() || row.id().compareTo(after.get()) > 0)
                .limit(limit)
                .toList();
    }

    @Override
    public int reseal(List<Resealed> values) {
        Runnable once = meanwhile;
        meanwhile = () -> {};
        once.run();
        batches++;
        int done = 0;
        for (Resealed value : values) {
            if (value.before().equals(rows.get(value.before().id()))) {
                rows.put(
                        value.before().id(),
                        new SealedValue(
                                value.before().id(),
                                value.sealed(),
                                value.key(),
                                value.before().version()));
                done++;
            }
        }
        return done;
    }
}
