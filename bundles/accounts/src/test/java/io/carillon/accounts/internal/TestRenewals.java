package io.carillon.accounts.internal;

import io.carillon.api.model.Account;
import io.carillon.api.model.Grant;
import io.carillon.api.publisher.RefreshOutcome;
import io.carillon.api.service.Publishers;
import java.time.Clock;
import java.util.concurrent.Executor;

/** Renewals of a server where connectors renew everything. */
final class TestRenewals {

    static final NetworkRenewal.Consent NONE = new NetworkRenewal.Consent() {

        @Override
        public boolean refreshes(Grant grant) {
            return false;
        }

        @Override
        public RefreshOutcome refresh(Account account) {
            throw new AssertionError("No grant here is a consent's");
        }
    };

    private TestRenewals() {}

    static Renewals of(AccountBook book, Publishers publishers, Executor beside, Pause pause, Clock clock) {
        return of(book, publishers, new NewGrants(book, account -> {}, pause, clock), beside, pause, clock);
    }

    static Renewals of(
            AccountBook book, Publishers publishers, NewGrants newGrants, Executor beside, Pause pause, Clock clock) {
        return new Renewals(book, new NetworkRenewal(book, publishers, NONE, newGrants), beside, pause, clock);
    }
}
