package io.carillon.persistence.internal.dispatch;

import io.carillon.core.store.DispatchStoreContract;
import io.carillon.core.store.StoreFixture;
import io.carillon.persistence.internal.DatabaseFixture;
import io.carillon.persistence.internal.OnEachDatabase;

@OnEachDatabase
class DatabaseDispatchStoreTest extends DispatchStoreContract {

    @Override
    protected StoreFixture emptyStores() {
        return new DatabaseFixture();
    }
}
