package io.carillon.persistence.internal.account;

import io.carillon.api.store.AccountStore;
import io.carillon.core.store.AccountStoreContract;
import io.carillon.persistence.internal.OnEachDatabase;
import io.carillon.persistence.internal.TestStores;
import io.carillon.persistence.internal.dispatch.ClaimTime;
import java.time.Clock;

@OnEachDatabase
class DatabaseAccountStoreTest extends AccountStoreContract {

    @Override
    protected AccountStore emptyStore(Clock clock) {
        return new DatabaseAccountStore(TestStores.empty().database().transactions(), ClaimTime.OF_CALLER, clock);
    }
}
