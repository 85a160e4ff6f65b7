package io.carillon.core.store;

final class InMemoryDispatchStoreTest extends DispatchStoreContract {

    @Override
    protected StoreFixture emptyStores() {
        return new InMemoryFixture();
    }
}
