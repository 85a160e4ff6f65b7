package io.carillon.accounts.internal;

import io.carillon.accounts.internal.vault.KeyRing;
import io.carillon.accounts.internal.vault.UnreadableGrantException;
import io.carillon.accounts.internal.vault.Vault;
import io.carillon.api.model.Account;
import io.carillon.api.model.AccountStatus;
import io.carillon.api.model.Problem;
import io.carillon.api.store.AccountStore.SealedGrant;
import io.carillon.api.store.KeptAccount;
import java.util.List;

/** Seals accounts' grants, and says of those that do not open what is wrong and what to do. */
final class GrantSeal {

    private final Vault vault;

    GrantSeal(Vault vault) {
        this.vault = vault;
    }

    SealedGrant seal(Account account) {
        return vault.seal(account.workspace(), account.id(), account.grant());
    }

    /**
     * Opens an account's grant; that of one that was disconnected stays closed.
     *
     * @return the account with its grant; as {@code NEEDS_RECONNECT}, with the reason, if it does not open
     * @throws IllegalStateException if this server cannot open it but another can: then nothing is lost, and this server is
     *     set up wrongly
     */
    Account open(KeptAccount kept) {
        Account account = kept.account();
        return kept.own().isEmpty() || account.status() == AccountStatus.DISCONNECTED
                ? account
                : open(account, kept.own().get().sealed());
    }

    /** Whether a grant can be opened here. */
    boolean opens(KeptAccount kept) {
        Account connected = kept.account().withStatus(AccountStatus.CONNECTED);
        return open(new KeptAccount(connected, kept.version(), kept.own())).status() == AccountStatus.CONNECTED;
    }

    private Account open(Account account, SealedGrant grant) {
        try {
            return account.withGrant(vault.open(account.workspace(), account.id(), grant));
        } catch (UnreadableGrantException e) {
            e.missingKey().ifPresent(this::requireNobodyElseHas);
            return account.withStatus(AccountStatus.NEEDS_RECONNECT, problem(e));
        }
    }

    private void requireNobodyElseHas(String key) {
        List<String> others = vault.serversWith(key);
        if (!others.isEmpty()) {
            throw new IllegalStateException("This server lacks the key '" + key + "' of the vault, which "
                    + String.join(", ", others) + " has. Give all servers the same file of keys, or the same "
                    + KeyRing.VARIABLE + ".");
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
