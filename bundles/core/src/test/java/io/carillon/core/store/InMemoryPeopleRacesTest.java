package io.carillon.core.store;

final class InMemoryPeopleRacesTest extends PeopleRacesContract {

    @Override
    protected StoreFixture emptyStores() {
        return new InMemoryFixture();
    }
}
