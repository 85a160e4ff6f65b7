package io.carillon.rest.internal.fake;

import io.carillon.api.model.AccountStatus;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.store.EventStore;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;

/** Events in memory. */
public final class FakeEvents implements EventStore {

    private final ConcurrentSkipListMap<String, AccountChanged> all = new ConcurrentSkipListMap<>();

    public String tell(WorkspaceId workspace, String account, AccountStatus status, Instant at) {
        String id = AccountChanged.firstId(at) + "-%08x".formatted(all.size());
        all.put(id, new AccountChanged(id, workspace, account, status, at));
        return id;
    }

    @Override
    public List<AccountChanged> after(WorkspaceId workspace, String after, int limit) {
        return all.tailMap(after, false).values().stream()
                .filter(event -> event.workspace().equals(workspace))
                .limit(limit)
                .toList();
    }
}
