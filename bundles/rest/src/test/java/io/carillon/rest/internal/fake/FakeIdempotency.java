package io.carillon.rest.internal.fake;

import io.carillon.api.model.WorkspaceId;
import io.carillon.api.store.IdempotencyStore;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Kept answers in memory. */
public final class FakeIdempotency implements IdempotencyStore {

    private record Row(Entry entry, Instant expiresAt) {}

    private final Map<String, Row> rows = new ConcurrentHashMap<>();

    @Override
    public Optional<Entry> begin(
            WorkspaceId workspace, String key, String requestHash, Instant now, Instant expiresAt) {
        removeExpired(now);
        Row before =
                rows.putIfAbsent(workspace + "/" + key, new Row(new Entry(requestHash, Optional.empty()), expiresAt));
        return Optional.ofNullable(before).map(Row::entry);
    }

    @Override
    public void complete(WorkspaceId workspace, String key, Answer answer) {
        rows.computeIfPresent(
                workspace + "/" + key,
                (same, row) -> new Row(new Entry(row.entry().requestHash(), Optional.of(answer)), row.expiresAt()));
    }

    @Override
    public void release(WorkspaceId workspace, String key) {
        rows.remove(workspace + "/" + key);
    }

    @Override
    public int removeExpired(Instant now) {
        int before = rows.size();
        rows.values().removeIf(row -> !row.expiresAt().isAfter(now));
        return before - rows.size();
    }
}
