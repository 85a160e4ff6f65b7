package io.carillon.persistence.internal.sample;

import io.carillon.core.store.SampleStoreContract;
import io.carillon.core.store.StoreFixture;
import io.carillon.persistence.internal.DatabaseFixture;
import io.carillon.persistence.internal.OnEachDatabase;

@OnEachDatabase
class DatabaseSampleStoreTest extends SampleStoreContract {

    @Override
    protected StoreFixture emptyStores() {
        return new DatabaseFixture();
    }
}
