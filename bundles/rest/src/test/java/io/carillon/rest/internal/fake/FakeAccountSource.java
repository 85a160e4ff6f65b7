package io.carillon.rest.internal.fake;

import io.carillon.api.model.Account;
import io.carillon.api.model.AccountId;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.service.AccountSource;
import io.carillon.api.store.AccountStore;
import java.util.Optional;

/** Accounts whose grants never end. */
record FakeAccountSource(AccountStore store) implements AccountSource {

    @Override
    public Optional<Account> withGrant(WorkspaceId workspace, AccountId id) {
        return store.find(workspace, id);
    }

    @Override
    public boolean renewRefused(Account used) {
        return false;
    }

    @Override
    public void needsReconnect(Account used, String reason) {
        throw new AssertionError("No network refuses a grant here");
    }
}
