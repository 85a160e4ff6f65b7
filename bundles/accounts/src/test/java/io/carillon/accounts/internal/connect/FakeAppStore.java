package io.carillon.accounts.internal.connect;

import io.carillon.api.model.Platform;
import io.carillon.api.store.OAuthAppStore;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rows in memory. */
final class FakeAppStore implements OAuthAppStore {

    final Map<String, StoredApp> rows = new LinkedHashMap<>();

    @Override
    public List<StoredApp> list(Platform platform, String server) {
        List<StoredApp> lastFirst = new ArrayList<>(rows.values());
        Collections.reverse(lastFirst);
        return lastFirst.stream()
                .filter(app -> app.platform().equals(platform) && app.server().equals(server))
                .toList();
    }

    @Override
    public void put(StoredApp app) {
        rows.remove(app.id());
        rows.put(app.id(), app);
    }

    @Override
    public boolean add(StoredApp app) {
        return rows.putIfAbsent(app.id(), app) == null;
    }

    @Override
    public boolean remove(String id) {
        return rows.remove(id) != null;
    }
}
