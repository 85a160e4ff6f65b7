package io.carillon.core.store;

class InMemoryZoneStoreTest extends ZoneStoreContract {

    @Override
    protected StoreFixture emptyStores() {
        return new InMemoryFixture();
    }
}
