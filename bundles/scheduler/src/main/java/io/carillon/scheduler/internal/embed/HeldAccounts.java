package io.carillon.scheduler.internal.embed;

import io.carillon.api.model.Account;
import io.carillon.api.model.AccountId;
import io.carillon.api.model.AccountStatus;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.service.AccountSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Accounts with their grants as the posts of this program brought them. Stored posts hold none. */
public final class HeldAccounts implements AccountSource {

    private record Key(WorkspaceId workspace, AccountId id) {}

    private final Map<Key, Account> accounts = new ConcurrentHashMap<>();

    /**
     * From now on this is the account; its latest grant counts.
     *
     * @return whether it can be used from now on and could not before
     */
    public boolean put(Account account) {
        Account before = accounts.put(new Key(account.workspace(), account.id()), account);
        return before == null || before.status() == AccountStatus.NEEDS_RECONNECT;
    }

    @Override
    public Optional<Account> withGrant(WorkspaceId workspace, AccountId id) {
        return Optional.ofNullable(accounts.get(new Key(workspace, id)));
    }

    @Override
    public boolean renewRefused(Account used) {
        return withGrant(used.workspace(), used.id())
                .filter(now -> !now.grant().equals(used.grant()))
                .isPresent();
    }

    @Override
    public void needsReconnect(Account used, String reason) {
        accounts.computeIfPresent(
                new Key(used.workspace(), used.id()),
                (key, account) -> account.grant().equals(used.grant())
                        ? account.withStatus(AccountStatus.NEEDS_RECONNECT)
                        : account);
    }
}
