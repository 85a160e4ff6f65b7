package io.carillon.core.store;

final class InMemoryQueueStoreTest extends QueueStoreContract {

    @Override
    protected StoreFixture emptyStores() {
        return new InMemoryFixture();
    }
}
