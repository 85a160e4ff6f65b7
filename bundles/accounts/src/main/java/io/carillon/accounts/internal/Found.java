package io.carillon.accounts.internal;

import io.carillon.api.model.Account;
import io.carillon.api.model.AccountId;
import io.carillon.api.model.AccountStatus;
import io.carillon.api.model.Platform;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.publisher.Identity;
import java.net.URI;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * An identity that a network confirmed, on its way to being an account.
 *
 * @param settings what is no secret of the person's answers and of the identity
 * @param consent that it was found by, which other identities may share
 */
public record Found(
        Platform platform, Identity identity, Map<String, String> settings, Optional<SharedConsent> consent) {

    private static final int MAX_NAME = 300;
    private static final int MAX_URL = 2000;

    public Found {
        Map<String, String> all = new HashMap<>(settings);
        all.put(Account.REMOTE_ID, identity.remoteId());
        settings = Map.copyOf(all);
    }

    /** Whether an account is this identity: by the network's id, or by the handle where that id is not known. */
    public boolean isThe(Account account) {
        if (!account.platform().equals(platform)) {
            return false;
        }
        String known = account.settings().get(Account.REMOTE_ID);
        return known == null ? account.handle().equalsIgnoreCase(identity.handle()) : known.equals(identity.remoteId());
    }

    /** As the {@link Account#identity()} of whatever account it becomes. */
    String accountIdentity() {
        return Account.identity(identity.handle(), settings);
    }

    /** Where several accounts are: first one that the network's id says it of, then one that can be used, then the oldest. */
    Comparator<Account> firstChoice() {
        return Comparator.comparing((Account account) -> !account.settings().containsKey(Account.REMOTE_ID))
                .thenComparing(account -> !Standing.isUsable(account))
                .thenComparing(Account::id);
    }

    Account created(AccountId id, WorkspaceId workspace, ZoneId zone) {
        return account(id, workspace, zone, clip(identity.displayName()), settings);
    }

    /**
     * The same account with what the network says now; name, zone, and settings that nobody spoke of this time stay as its
     * owner may have chosen them.
     */
    Account renewed(Account known) {
        Map<String, String> kept = new HashMap<>(known.settings());
        kept.putAll(settings);
        return account(known.id(), known.workspace(), known.zone(), known.displayName(), kept);
    }

    private Account account(
            AccountId id, WorkspaceId workspace, ZoneId zone, String displayName, Map<String, String> all) {
        return new Account(
                id,
                workspace,
                platform,
                clip(identity.handle()),
                displayName,
                identity.avatarUrl().filter(Found::fits),
                AccountStatus.CONNECTED,
                zone,
                all,
                identity.grant());
    }

    static boolean fits(URI url) {
        return url.toString().length() <= MAX_URL;
    }

    static String clip(String name) {
        return name.length() <= MAX_NAME ? name : name.substring(0, MAX_NAME);
    }
}
