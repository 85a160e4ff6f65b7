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

    /**
     * How long a server that stops waits for what it has begun: it may take so long to find a network's server and ask it,
     * once. A call that is given up is an answer that is lost, and a new grant with it.
     */
    static final Duration STOPPING = Duration.ofSeconds(30);

    /** What is renewed, without what is the account's own beside it. */
    Grant grant() {
        return parts.renewed();
    }
}
