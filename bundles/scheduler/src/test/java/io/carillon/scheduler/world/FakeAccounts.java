package io.carillon.scheduler.world;

import io.carillon.api.model.Account;
import io.carillon.api.model.AccountId;
import io.carillon.api.model.AccountStatus;
import io.carillon.api.model.Grant;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.service.AccountSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Accounts in a map. */
public final class FakeAccounts implements AccountSource {

    private final Map<AccountId, Account> accounts = new HashMap<>();
    private final Map<AccountId, Runnable> slow = new HashMap<>();
    private Optional<Grant> renewal = Optional.empty();
    private boolean down;
    private Runnable afterNextLook = () -> {};

    public void add(Account account) {
        accounts.put(account.id(), account);
    }

    /** What happens right after somebody has looked at an account, once. */
    public void afterNextLook(Runnable happens) {
        afterNextLook = happens;
    }

    /** What the next grant that is refused is renewed to, once. */
    public void renewsTo(Grant grant) {
        renewal = Optional.of(grant);
    }

    /** What happens while the next look at one account takes its time. */
    public void slowly(AccountId id, Runnable meanwhile) {
        slow.put(id, meanwhile);
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
        Optional.ofNullable(slow.remove(id)).ifPresent(Runnable::run);
        Runnable happens = afterNextLook;
        afterNextLook = () -> {};
        happens.run();
        return found;
    }

    @Override
    public boolean renewRefused(Account used) {
        if (down) {
            throw new IllegalStateException("The database is away");
        }
        Optional<Grant> next = renewal;
        renewal = Optional.empty();
        next.ifPresent(grant -> accounts.computeIfPresent(used.id(), (key, account) -> account.withGrant(grant)));
        return !accounts.get(used.id()).grant().equals(used.grant());
    }

    @Override
    public void needsReconnect(Account used, String reason) {
        accounts.computeIfPresent(
                used.id(),
                (key, account) -> account.grant().equals(used.grant())
                        ? account.withStatus(AccountStatus.NEEDS_RECONNECT)
                        : account);
    }
}
