package io.carillon.accounts.internal;

import io.carillon.accounts.internal.vault.UnreadableGrantException;
import io.carillon.accounts.internal.vault.Vault;
import io.carillon.api.model.Account;
import io.carillon.api.model.AccountId;
import io.carillon.api.model.AccountStatus;
import io.carillon.api.model.Grant;
import io.carillon.api.model.Problem;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.store.AccountGrants;
import io.carillon.api.store.AccountStore.SealedGrant;
import io.carillon.api.store.KeptAccount;
import io.carillon.api.store.KeptAccount.KeptGrant;
import java.util.Optional;

/** Seals accounts' grants, and says of those that do not open what is wrong and what to do. */
final class GrantSeal {

    private final Vault vault;

    GrantSeal(Vault vault) {
        this.vault = vault;
    }

    /** @param consent that the account may share with others */
    AccountGrants seal(Account account, Optional<SharedConsent> consent) {
        GrantParts parts = GrantParts.of(account.grant(), consent);
        WorkspaceId workspace = account.workspace();
        return new AccountGrants(
                Optional.of(parts.own())
                        .filter(own -> !own.equals(Grant.none()))
                        .map(own -> seal(workspace, account.id(), own)),
                parts.consent()
                        .map(one -> new AccountGrants.Consent(one.id(), seal(workspace, one.id(), one.grant()))));
    }

    /** @param id of whose grant it is */
    SealedGrant seal(WorkspaceId workspace, AccountId id, Grant grant) {
        return vault.seal(workspace, id, grant);
    }

    /** @param account with its grant; as {@code NEEDS_RECONNECT}, with the reason, if that does not open */
    record Opened(Account account, GrantParts parts) {}

    /**
     * Opens an account's grant; that of one that was disconnected stays closed.
     *
     * @throws IllegalStateException if this server cannot open it but another can: then nothing is lost, and this server is
     *     set up wrongly
     */
    Opened open(KeptAccount kept) {
        Account account = kept.account();
        if (account.status() == AccountStatus.DISCONNECTED) {
            return new Opened(account, GrantParts.NONE);
        }
        try {
            GrantParts parts = parts(kept);
            return new Opened(account.withGrant(parts.whole()), parts);
        } catch (UnreadableGrantException e) {
            vault.requireNobodyElseOpens(e);
            return new Opened(account.withStatus(AccountStatus.NEEDS_RECONNECT, problem(e)), GrantParts.NONE);
        }
    }

    private GrantParts parts(KeptAccount kept) throws UnreadableGrantException {
        Grant own = kept.own().isPresent() ? open(kept, kept.own().get()) : Grant.none();
        if (kept.consent().isEmpty()) {
            return new GrantParts(own, Optional.empty());
        }
        KeptGrant consent = kept.consent().get();
        return new GrantParts(own, Optional.of(new SharedConsent(consent.id(), open(kept, consent))));
    }

    private Grant open(KeptAccount kept, KeptGrant grant) throws UnreadableGrantException {
        return vault.open(kept.account().workspace(), grant.id(), grant.sealed());
    }

    /** Whether a grant can be opened here, whatever is known of its account. */
    boolean opens(KeptAccount kept) {
        try {
            return !parts(kept).equals(GrantParts.NONE);
        } catch (UnreadableGrantException e) {
            return false;
        }
    }

    private static Problem problem(UnreadableGrantException e) {
        return e.missingKey().isPresent()
                ? new Problem(
                        Problem.VAULT_KEY_LOST,
                        "Its grant " + e.getMessage() + ". An administrator can put that key back into the vault's file"
                                + " of keys; else connect the account again.")
                : new Problem(Problem.GRANT_UNREADABLE, "Its grant " + e.getMessage() + ". Connect the account again.");
    }
}
