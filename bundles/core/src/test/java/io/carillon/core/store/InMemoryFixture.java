package io.carillon.core.store;

import io.carillon.api.model.Account;
import io.carillon.api.model.Workspace;
import io.carillon.api.store.DispatchStore;
import io.carillon.api.store.PostStore;
import io.carillon.api.store.QueueStore;
import io.carillon.api.store.SampleStore;
import io.carillon.api.store.SeriesStore;
import io.carillon.api.store.ZoneStore;

/** The store in memory keeps accounts with their posts, so there is nothing to make. */
final class InMemoryFixture implements StoreFixture {

    private final InMemoryPostStore store = new InMemoryPostStore();

    @Override
    public PostStore posts() {
        return store;
    }

    @Override
    public SeriesStore series() {
        return store;
    }

    @Override
    public SampleStore samples() {
        return new InMemorySampleStore(store);
    }

    @Override
    public DispatchStore dispatch() {
        return store;
    }

    @Override
    public QueueStore queues() {
        return store;
    }

    @Override
    public ZoneStore zones() {
        return new InMemoryZoneStore(store);
    }

    @Override
    public void add(Workspace workspace) {}

    @Override
    public void add(Account account) {}
}
