package io.carillon.core.store;

import io.carillon.api.store.EventStore;
import io.carillon.api.store.WebhookStore;

final class InMemoryWebhookStoreTest extends WebhookStoreContract {

    private final InMemoryEventStore events = new InMemoryEventStore();
    private final InMemoryWebhookStore webhooks = new InMemoryWebhookStore(events);

    @Override
    protected void prepare() {}

    @Override
    protected WebhookStore webhooks() {
        return webhooks;
    }

    @Override
    protected EventStore events() {
        return events;
    }
}
