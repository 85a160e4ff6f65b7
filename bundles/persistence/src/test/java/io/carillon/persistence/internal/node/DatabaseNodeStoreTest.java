package io.carillon.persistence.internal.node;

import io.carillon.api.store.NodeStore;
import io.carillon.core.store.NodeStoreContract;
import io.carillon.persistence.internal.OnEachDatabase;
import io.carillon.persistence.internal.Stores;
import io.carillon.persistence.internal.TestStores;
import io.carillon.persistence.internal.dispatch.ClaimTime;
import java.time.Clock;

@OnEachDatabase
class DatabaseNodeStoreTest extends NodeStoreContract {

    @Override
    protected NodeStore emptyStore(Clock database) {
        Stores stores = TestStores.empty();
        return new DatabaseNodeStore(
                stores.database().transactions(), stores.database().dialect(), ClaimTime.OF_CALLER, database);
    }
}
