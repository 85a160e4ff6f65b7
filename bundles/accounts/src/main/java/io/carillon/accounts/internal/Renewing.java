package io.carillon.accounts.internal;

import io.carillon.api.model.Account;
import io.carillon.api.store.RenewalLease;
import java.time.Duration;

/** An account with its grant as the store has it, which nobody else on any server renews meanwhile. */
record Renewing(Account account, RenewalLease lease) {

    /** Longer than a publisher may take for two calls; this long a server that stops while it renews blocks the others. */
    static final Duration LIFE = Duration.ofSeconds(60);
}
