package io.carillon.core.store;

import io.carillon.api.store.NodeStore;
import java.time.Clock;

class InMemoryNodeStoreTest extends NodeStoreContract {

    @Override
    protected NodeStore emptyStore(Clock database) {
        return new InMemoryNodeStore(database);
    }
}
