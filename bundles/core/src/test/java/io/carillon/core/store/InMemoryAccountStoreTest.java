package io.carillon.core.store;

import io.carillon.api.store.AccountStore;
import io.carillon.core.MemoryAccounts;
import java.time.Clock;

/** The one that tests use keeps the promises, too. */
class InMemoryAccountStoreTest extends AccountStoreContract {

    @Override
    protected AccountStore emptyStore(Clock clock) {
        return new MemoryAccounts(clock);
    }
}
