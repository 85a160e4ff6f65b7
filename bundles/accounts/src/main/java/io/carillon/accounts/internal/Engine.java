package io.carillon.accounts.internal;

import io.carillon.api.model.Account;

/** What the accounts ask of the part that publishes. */
interface Engine {

    /** Whether something is still to be published for the account, or in doubt. */
    boolean needs(Account account);

    /** The account can publish again: what waited for that wakes now. */
    void wake(Account account);

    /** The account may have another zone: its queue follows. */
    void follow(Account account);
}
