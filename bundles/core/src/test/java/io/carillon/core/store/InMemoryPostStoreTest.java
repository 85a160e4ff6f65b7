package io.carillon.core.store;

final class InMemoryPostStoreTest extends PostStoreContract {

    @Override
    protected StoreFixture emptyStores() {
        return new InMemoryFixture();
    }
}
