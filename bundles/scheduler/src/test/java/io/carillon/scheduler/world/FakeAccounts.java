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
    private boolean down;
    private Runnable afterNextLook = () -> {};

    public void add(Account account) {
        accounts.put(account.id(), account);
    }

    /** What happens right after somebody has looked at an account, once. */
    public void afterNextLook(Runnable happens) {
        afterNextLook = happens;
    }

    /** Whether accounts cannot be read. */
    public void down(boolean value) {
        down = value;
    }

    public void remove(AccountId id) {
        accounts.remove(id);
    }

    public AccountStatus status(AccountId id) {
        return accounts.get(id).status();
    }

    @Override
    public Optional<Account> withGrant(WorkspaceId workspace, AccountId id) {
        if (down) {
            throw new IllegalStateException("The vault is locked");
        }
        Optional<Account> found = Optional.ofNullable(accounts.get(id));
        Runnable happens = afterNextLook;
        afterNextLook = () -> {};
        happens.run();
        return found;
    }

    @Override
    public void needsReconnect(WorkspaceId workspace, AccountId id, String reason) {
        accounts.computeIfPresent(id, (key, account) -> account.withStatus(AccountStatus.NEEDS_RECONNECT));
    }
}
