package io.carillon.api.store;

import io.carillon.api.model.Account;
import io.carillon.api.model.AccountId;
import io.carillon.api.model.Platform;
import io.carillon.api.model.WorkspaceId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Connected accounts. Their grants are kept apart and sealed: nothing here reads them.
 *
 * <p>Servers share it, so nobody writes over what they have not seen: an account is {@linkplain #read read}, and {@linkplain
 * #change changed} only where it is still what was read. In a workspace, no two accounts of a platform are the same
 * {@link Account#identity()}.
 */
@ProviderType
public interface AccountStore {

    /**
     * Adds an account with what it lives by.
     *
     * @throws InUseException if its id is taken, or there is an account of its identity
     */
    void add(Account account, AccountGrants grants);

    /** As {@link #add(Account, AccountGrants)}, with a grant of its own or none. */
    default void add(Account account, Optional<SealedGrant> grant) {
        add(account, new AccountGrants(grant, Optional.empty()));
    }

    /** Finds an account, without its grant. */
    Optional<Account> find(WorkspaceId workspace, AccountId id);

    /** Those of the ids that exist in the workspace, without their grants, in any order. */
    List<Account> findAll(WorkspaceId workspace, Collection<AccountId> ids);

    /** All accounts of a workspace by platform and handle, without their grants. */
    List<Account> list(WorkspaceId workspace);

    /**
     * The accounts of all workspaces that are the same on their network, without their grants, in the order of their ids.
     *
     * @param identity as {@link Account#identity()}
     */
    List<Account> ofIdentity(Platform platform, String identity);

    /** The networks of which there are accounts in any workspace, each once, in any order. */
    List<Platform> platforms();

    /** Finds an account as it is now, for whoever uses its grant or changes it. */
    Optional<KeptAccount> read(WorkspaceId workspace, AccountId id);

    /**
     * Changes everything of an account but its grant.
     *
     * @param before as it was read; all of it counts, its grant too
     * @return false, with nothing changed, if it is another by now, or gone: then read it again and decide anew
     * @throws InUseException if it would be who another account is
     */
    boolean change(KeptAccount before, Account after);

    /**
     * Changes an account and what it lives by together.
     *
     * @param grants what it lives by from now on; a consent by which no other account lives goes
     * @return false and throws as {@link #change(KeptAccount, Account)}
     */
    boolean change(KeptAccount before, Account after, AccountGrants grants);

    /** The accounts that share a consent, without their grants, in the order of their ids. */
    List<Account> livingBy(AccountId consent);

    /** The grant that is renewed for an account, whose end is the account's: the consent's where it shares one. */
    Optional<SealedGrant> grant(AccountId account);

    /**
     * Gives out the right to renew the grant that an account lives by, for all that live by it, to one caller at a time among all that share the store. Networks
     * that rotate refresh tokens take each of them once: two that renewed at once would end the connection.
     *
     * @param life after which, by the store's own clock, the right can be given to another, whatever became of its holder
     * @return empty if another has it at the moment, or there is no grant
     */
    Optional<RenewalLease> beginRenewal(AccountId account, Duration life);

    /**
     * Puts a renewed grant in the place of the one that it was made of, durably before this returns. The right to renew
     * stays as it is, and may even have passed to another: what counts is whether the grant is still the same.
     *
     * @return false, with nothing changed, if there is another grant by now, or none
     */
    boolean putRenewed(RenewalLease lease, SealedGrant renewed);

    /**
     * Grants that end before an instant, the first to end first; those of accounts that can publish only, a consent for
     * each of its accounts.
     *
     * @param after the last that is known already
     */
    List<EndingGrant> ending(Instant before, Optional<EndingGrant> after, int limit);

    /**
     * Accounts of all workspaces that can publish and are to be looked at by an instant: first those that nobody ever planned
     * it for, then those that were planned for the longest time ago.
     */
    List<AccountLook> looks(Instant until, int limit);

    /**
     * Plans the next look at an account. Servers that plan the same one at once agree so on who it is that looks.
     *
     * @param look as it was read, or planned before
     * @param next in whole microseconds
     * @return false, with nothing changed, if it was planned otherwise meanwhile, or the account is gone
     */
    boolean planLook(AccountLook look, Instant next);

    /**
     * Accounts of all workspaces that live by something sealed with a key, without their grants, in the order of their ids.
     *
     * @param after the last id that is known already
     */
    List<Account> sealedWith(String keyId, Optional<AccountId> after, int limit);

    /**
     * Accounts of all workspaces with a problem, without their grants, in the order of their ids.
     *
     * @param code of the problem
     * @param after the last id that is known already
     */
    List<Account> withProblem(String code, Optional<AccountId> after, int limit);

    /** Gives the right to renew back; does nothing if it has passed to another. */
    void endRenewal(RenewalLease lease);

    /**
     * Removes an account and its grant, and the consent where it was the last that lived by it.
     *
     * @throws InUseException if a delivery of it is yet to be published or was published
     */
    boolean remove(WorkspaceId workspace, AccountId id);

    /** Who can make a grant last longer than it does. */
    enum Renewal {
        /** Carillon, by a refresh token that an OAuth consent gave. */
        TOKEN,
        /** Its network's connector, as far as that can. */
        CONNECTOR,
        /** Only its owner, by a new consent: an OAuth consent gave no refresh token. */
        NOBODY
    }

    /**
     * A grant as it is kept.
     *
     * @param sealed a JWE in compact form (RFC 7516)
     * @param keyId of the key that opens it
     * @param lastsUntil when it ends for good, however often it is renewed; absent where that is not known, or never
     */
    record SealedGrant(
            String sealed, String keyId, Optional<Instant> expiresAt, Renewal renewal, Optional<Instant> lastsUntil) {

        /** What is its connector's to renew, or ends with something else. */
        public SealedGrant(String sealed, String keyId, Optional<Instant> expiresAt) {
            this(sealed, keyId, expiresAt, Renewal.CONNECTOR, Optional.empty());
        }

        @Override
        public String toString() {
            return "SealedGrant[" + keyId + "]";
        }
    }
}
