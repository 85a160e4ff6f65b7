package io.carillon.persistence.internal.queue;

import io.carillon.core.store.QueueStoreContract;
import io.carillon.core.store.StoreFixture;
import io.carillon.persistence.internal.DatabaseFixture;
import io.carillon.persistence.internal.OnEachDatabase;

@OnEachDatabase
class DatabaseQueueStoreTest extends QueueStoreContract {

    @Override
    protected StoreFixture emptyStores() {
        return new DatabaseFixture();
    }
}
