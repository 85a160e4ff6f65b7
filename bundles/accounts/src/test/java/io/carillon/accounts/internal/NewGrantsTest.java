package io.carillon.accounts.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.api.model.Account;
import io.carillon.api.model.AccountId;
import io.carillon.api.model.AccountStatus;
import io.carillon.api.model.Grant;
import io.carillon.api.publisher.RefreshOutcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A network hands out a new grant, ends the old one with that, and the database is away. */
class NewGrantsTest extends RenewalCase {

    private final List<AccountId> woken = new ArrayList<>();
    private NewGrants newGrants;

    @BeforeEach
    void renewAtOnce() {
        newGrants = new NewGrants(book, one -> woken.add(one.id()), this::pass, clock);
        renewals = TestRenewals.of(book, network, newGrants, Runnable::run, this::pass, clock);
        clock.advance(LIFE);
    }

    private boolean pass(Duration time) {
        clock.advance(time);
        return true;
    }

    private String storedToken() {
        return stored().secret(Grant.ACCESS_TOKEN).orElseThrow();
    }

    @Test
    void grantIsKeptUntilTheDatabaseIsBackHoweverLongThatTakes() {
        store.failingPuts = Integer.MAX_VALUE;
        assertThat(token()).as("not used before it is stored").isEqualTo("1");
        for (int i = 0; i < 100; i++) {
            clock.advance(NewGrants.LONGEST);
            newGrants.tryAgain();
        }
        assertThat(storedToken()).isEqualTo("1");

        store.failingPuts = 0;
        clock.advance(NewGrants.LONGEST);
        newGrants.tryAgain();

        assertThat(storedToken()).isEqualTo("2");
        assertThat(network.renewed).isEqualTo(1);
    }

    @Test
    void whoNeedsTheAccountStoresItAndDoesNotAskTheNetworkAgain() {
        store.failingPuts = Integer.MAX_VALUE;
        token();
        clock.advance(Renewing.LIFE);
        assertThat(token()).isEqualTo("1");

        store.failingPuts = 0;
        clock.advance(Renewing.LIFE);

        assertThat(token()).isEqualTo("2");
        assertThat(network.renewed).isEqualTo(1);
    }

    @Test
    void databaseThatIsAwayIsTriedLessAndLessOften() {
        store.failingPuts = Integer.MAX_VALUE;
        token();
        int before = store.failingPuts;
        for (int second = 0; second < 600; second++) {
            newGrants.tryAgain();
            clock.advance(Duration.ofSeconds(1));
        }
        assertThat(before - store.failingPuts).isBetween(10, 20);
    }

    @Test
    void accountThatAnotherServerTookForEndedMeanwhileIsConnectedAgain() {
        store.failingPuts = Integer.MAX_VALUE;
        token();
        network.renewing = old -> new RefreshOutcome.Revoked("used already");
        clock.advance(Renewing.LIFE);
        TestRenewals.of(book(), network, Runnable::run, this::pass, clock).withGrant(account.workspace(), account.id());
        assertThat(status()).isEqualTo(AccountStatus.NEEDS_RECONNECT);

        store.failingPuts = 0;
        newGrants.tryAgain();

        assertThat(status()).isEqualTo(AccountStatus.CONNECTED);
        assertThat(storedToken()).isEqualTo("2");
        assertThat(woken).containsExactly(account.id());
    }

    @Test
    void newerGrantIsNotReplaced() {
        store.failingPuts = Integer.MAX_VALUE;
        token();
        book.changes()
                .replace(
                        account.workspace(),
                        account.id(),
                        now -> now.withGrant(grant("anew", clock.instant().plus(LIFE))));
        store.failingPuts = 0;

        newGrants.tryAgain();

        assertThat(storedToken()).isEqualTo("anew");
        assertThat(newGrants.waiting()).isEmpty();
    }

    @Test
    void serverThatStopsTriesOnceMoreAndNamesWhatIsLost() {
        store.failingPuts = Integer.MAX_VALUE;
        token();
        assertThat(newGrants.close()).extracting(Account::id).containsExactly(account.id());

        store.failingPuts = 0;
        assertThat(newGrants.close()).isEmpty();
        assertThat(storedToken()).isEqualTo("2");
    }
}
