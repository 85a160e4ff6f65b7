package io.carillon.accounts.internal;

import io.carillon.accounts.internal.vault.Vault;
import io.carillon.api.model.Account;
import io.carillon.api.model.AccountId;
import io.carillon.api.model.AccountStatus;
import io.carillon.api.model.Problem;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to accounts whose grants were sealed with keys that are not there, such as after the file of keys was lost, or was
 * another installation's: their owners are told at once, not when a post falls due. When the key is put back, they are
 * connected again and what waited for them goes out. For one thread.
 */
final class LostKeys {

    private static final Logger LOG = LoggerFactory.getLogger(LostKeys.class);

    private static final int PAGE = 200;

    private final Vault vault;
    private final AccountBook book;
    private final Consumer<Account> wake;
    private Optional<State> seen = Optional.empty();

    private record State(String keys, Map<String, Long> missing) {}

    /** @param wake is told of accounts that can be used again */
    LostKeys(Vault vault, AccountBook book, Consumer<Account> wake) {
        this.vault = vault;
        this.book = book;
        this.wake = wake;
    }

    /**
     * Looks after keys that are missing, if they are not those of the last look or the vault's keys have changed.
     *
     * @param missing how many values are sealed with which key that this server does not have
     */
    void look(Map<String, Long> missing) {
        State now = new State(vault.keyIds(), missing);
        if (seen.equals(Optional.of(now))) {
            return;
        }
        missing.forEach(this::told);
        lookForFound();
        seen = Optional.of(now);
    }

    private void told(String key, long values) {
        if (vault.serversWith(key).isEmpty()) {
            LOG.error(
                    "{} values were sealed with the key {}, which the vault does not have. Put that key back into the"
                            + " vault's file of keys, from a backup; else their accounts must be connected again",
                    values,
                    key);
            // Whoever reads them sees that they do not open, and says so.
            each(after -> book.sealedWith(key, after, PAGE), account -> book.read(account.workspace(), account.id()));
        } else {
            LOG.error("This server lacks the vault's key {}, which others have: give all servers the same keys", key);
        }
    }

    /** Accounts whose key was lost may open again, since somebody may have put it back. */
    private void lookForFound() {
        each(after -> book.withProblem(Problem.VAULT_KEY_LOST, after, PAGE), account -> {
            if (book.opens(account)) {
                book.changes().change(account.workspace(), account.id(), LostKeys::found, wake);
            }
        });
    }

    private static Account found(Account account) {
        return account.problem()
                        .filter(problem -> problem.code().equals(Problem.VAULT_KEY_LOST))
                        .isPresent()
                ? account.withStatus(AccountStatus.CONNECTED)
                : account;
    }

    private static void each(Function<Optional<AccountId>, List<Account>> pages, Consumer<Account> work) {
        List<Account> page = pages.apply(Optional.empty());
        while (!page.isEmpty()) {
            page.forEach(work);
            page = pages.apply(Optional.of(page.get(page.size() - 1).id()));
        }
    }
}
