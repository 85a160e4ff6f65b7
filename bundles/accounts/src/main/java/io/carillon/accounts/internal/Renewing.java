package io.carillon.accounts.internal;

import io.carillon.api.model.Account;
import io.carillon.api.model.Grant;
import io.carillon.api.store.RenewalLease;
import java.time.Duration;

/**
 * An account with its grant as the store has it, which nobody else on any server renews meanwhile.
 *
 * @param parts of its grant, of which one is renewed
 */
record Renewing(Account account, GrantParts parts, RenewalLease lease) {

    /**
     * Longer than it may take to find a network's server and ask it, twice; this long a server that stops while it renews
     * blocks the others.
     */
    static final Duration LIFE = Duration.ofSeconds(90);

    /** What is renewed, without what is the account's own beside it. */
    Grant grant() {
        return parts.renewed();
    }
}
