package io.carillon.persistence.internal.post;

import io.carillon.core.store.PostStoreContract;
import io.carillon.core.store.StoreFixture;
import io.carillon.persistence.internal.DatabaseFixture;
import io.carillon.persistence.internal.OnEachDatabase;

@OnEachDatabase
class DatabasePostStoreTest extends PostStoreContract {

    @Override
    protected StoreFixture emptyStores() {
        return new DatabaseFixture();
    }
}
