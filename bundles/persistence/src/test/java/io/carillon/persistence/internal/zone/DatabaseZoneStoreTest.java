package io.carillon.persistence.internal.zone;

import io.carillon.core.store.StoreFixture;
import io.carillon.core.store.ZoneStoreContract;
import io.carillon.persistence.internal.DatabaseFixture;
import io.carillon.persistence.internal.OnEachDatabase;

@OnEachDatabase
class DatabaseZoneStoreTest extends ZoneStoreContract {

    @Override
    protected StoreFixture emptyStores() {
        return new DatabaseFixture();
    }
}
