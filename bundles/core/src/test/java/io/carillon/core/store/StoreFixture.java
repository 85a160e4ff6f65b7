package io.carillon.core.store;

import io.carillon.api.model.Account;
import io.carillon.api.model.Workspace;
import io.carillon.api.store.DispatchStore;
import io.carillon.api.store.PostStore;
import io.carillon.api.store.QueueStore;
import io.carillon.api.store.SampleStore;
import io.carillon.api.store.SeriesStore;
import io.carillon.api.store.ZoneStore;

/** The faces of one store, with a way to make what posts refer to. */
public interface StoreFixture {

    PostStore posts();

    SeriesStore series();

    DispatchStore dispatch();

    SampleStore samples();

    QueueStore queues();

    ZoneStore zones();

    /** Makes a workspace; the one called {@code default} exists already. */
    void add(Workspace workspace);

    /** Makes an account in its workspace. */
    void add(Account account);
}
