package io.carillon.rest.internal.fake;

import io.carillon.api.model.Account;
import io.carillon.api.model.AccountId;
import io.carillon.api.model.Grant;
import io.carillon.api.model.Platform;
import io.carillon.api.model.Violation;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.service.Accounts;
import io.carillon.api.service.InvalidException;
import io.carillon.api.service.NotFoundException;
import io.carillon.api.service.UnavailableException;
import io.carillon.api.store.AccountStore;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Connects every handle but {@code wrong} and {@code unreachable}. */
public final class FakeAccounts implements Accounts {

    private final AccountStore store;

    public FakeAccounts(AccountStore store) {
        this.store = store;
    }

    @Override
    public Account connect(
            WorkspaceId workspace, Platform platform, Map<String, String> settings, Optional<AccountId> again) {
        String handle = settings.getOrDefault("handle", "someone");
        if (handle.equals("wrong")) {
            throw new InvalidException(
                    Violation.error("settings.handle", "known", "", handle, "The network does not know 'wrong'."));
        }
        if (handle.equals("unreachable")) {
            throw new UnavailableException("The network cannot be reached. Try again.");
        }
        again.map(id -> get(workspace, id))
                .filter(account -> !account.handle().equals(handle))
                .ifPresent(account -> {
                    throw new InvalidException(
                            Violation.error("account", "same-identity", account.handle(), handle, "Somebody else."));
                });
        Account account = Account.of(platform, handle, handle, Grant.none()).withSettings(settings);
        store.add(account, Optional.empty());
        return account;
    }

    @Override
    public List<Account> list(WorkspaceId workspace) {
        return store.list(workspace);
    }

    @Override
    public Account get(WorkspaceId workspace, AccountId id) {
        return store.find(workspace, id).orElseThrow(() -> new NotFoundException("account", id));
    }

    @Override
    public Account update(
            WorkspaceId workspace,
            AccountId id,
            Optional<String> displayName,
            Optional<ZoneId> zone,
            Map<String, String> settings) {
        Account before = get(workspace, id);
        Account after = new Account(
                id,
                before.workspace(),
                before.platform(),
                before.handle(),
                displayName.orElse(before.displayName()),
                before.avatarUrl(),
                before.status(),
                zone.orElse(before.zone()),
                before.settings(),
                before.grant());
        store.change(store.read(workspace, id).orElseThrow(), after);
        return after;
    }

    @Override
    public void remove(WorkspaceId workspace, AccountId id) {
        store.remove(workspace, get(workspace, id).id());
    }
}
