package io.carillon.core.store;

final class InMemorySampleStoreTest extends SampleStoreContract {

    @Override
    protected StoreFixture emptyStores() {
        return new InMemoryFixture();
    }
}
