package io.carillon.persistence.internal;

import io.carillon.api.model.Account;
import io.carillon.api.model.UserId;
import io.carillon.api.model.Workspace;
import io.carillon.api.store.DispatchStore;
import io.carillon.api.store.PostStore;
import io.carillon.api.store.QueueStore;
import io.carillon.api.store.SampleStore;
import io.carillon.api.store.SeriesStore;
import io.carillon.api.store.ZoneStore;
import io.carillon.core.store.StoreFixture;
import java.util.Optional;

/** The database's stores, for the contract. */
public final class DatabaseFixture implements StoreFixture {

    private final Stores stores = TestStores.empty();

    @Override
    public PostStore posts() {
        return stores.posts();
    }

    @Override
    public SeriesStore series() {
        return stores.series();
    }

    @Override
    public DispatchStore dispatch() {
        return stores.dispatch();
    }

    @Override
    public SampleStore samples() {
        return stores.samples();
    }

    @Override
    public QueueStore queues() {
        return stores.queues();
    }

    @Override
    public ZoneStore zones() {
        return stores.zones();
    }

    @Override
    public void add(Workspace workspace) {
        stores.workspaces().add(workspace, new UserId("u_owner"));
    }

    @Override
    public void add(Account account) {
        stores.accounts().add(account, Optional.empty());
    }
}
