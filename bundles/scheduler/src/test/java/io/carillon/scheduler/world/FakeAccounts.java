package io.carillon.scheduler.world;

import io.carillon.api.model.Account;
import io.carillon.api.model.AccountId;
import io.carillon.api.model.AccountStatus;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.service.AccountSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Accounts in a map. */
public final class FakeAccounts implements AccountSource {

    private final Map<AccountId, Account> accounts = new HashMap<>();

    public void add(Account account) {
        accounts.put(account.id(), account);
    }

    public void remove(AccountId id) {
        accounts.remove(id);
    }

    public AccountStatus status(AccountId id) {
        return accounts.get(id).status();
    }

    @Override
    public Optional<Account> withGrant(WorkspaceId workspace, AccountId id) {
        return Optional.ofNullable(accounts.get(id));
    }

    @Override
    public void needsReconnect(WorkspaceId workspace, AccountId id, String reason) {
        accounts.computeIfPresent(id, (key, account) -> account.withStatus(AccountStatus.NEEDS_RECONNECT));
    }
}
