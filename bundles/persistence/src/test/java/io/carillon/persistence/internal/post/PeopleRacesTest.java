package io.carillon.persistence.internal.post;

import io.carillon.core.store.PeopleRacesContract;
import io.carillon.core.store.StoreFixture;
import io.carillon.persistence.internal.DatabaseFixture;
import io.carillon.persistence.internal.OnEachDatabase;

@OnEachDatabase
class PeopleRacesTest extends PeopleRacesContract {

    @Override
    protected StoreFixture emptyStores() {
        return new DatabaseFixture();
    }
}
