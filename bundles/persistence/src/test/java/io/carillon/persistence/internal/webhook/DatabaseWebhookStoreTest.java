package io.carillon.persistence.internal.webhook;

import io.carillon.api.model.MissedPolicy;
import io.carillon.api.model.UserId;
import io.carillon.api.model.Workspace;
import io.carillon.api.store.EventStore;
import io.carillon.api.store.WebhookStore;
import io.carillon.core.store.WebhookStoreContract;
import io.carillon.persistence.internal.OnEachDatabase;
import io.carillon.persistence.internal.Stores;
import io.carillon.persistence.internal.TestStores;
import java.time.ZoneOffset;

@OnEachDatabase
class DatabaseWebhookStoreTest extends WebhookStoreContract {

    private Stores stores;

    @Override
    protected void prepare() {
        stores = TestStores.empty();
        stores.workspaces()
                .add(new Workspace(OTHER, "Other", ZoneOffset.UTC, MissedPolicy.DEFAULT, 1), new UserId("u_owner"));
    }

    @Override
    protected WebhookStore webhooks() {
        return stores.webhooks();
    }

    @Override
    protected EventStore events() {
        return stores.events();
    }
}
