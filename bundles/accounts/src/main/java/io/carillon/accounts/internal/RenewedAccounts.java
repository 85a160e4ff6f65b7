package io.carillon.accounts.internal;

import io.carillon.accounts.internal.connect.OAuthDesk;
import io.carillon.api.model.Account;
import io.carillon.api.model.AccountId;
import io.carillon.api.model.Grant;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.publisher.RefreshOutcome;
import io.carillon.api.service.AccountSource;
import io.carillon.api.service.Publishers;
import io.carillon.api.start.Stopping;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the engine asks for accounts: it gets them with grants that last, and those are renewed ahead of their end. */
@Component(service = AccountSource.class, immediate = true)
public final class RenewedAccounts implements AccountSource {

    private static final Logger LOG = LoggerFactory.getLogger(RenewedAccounts.class);
    private static final int THREADS = 4;
    private static final int LOOK_SECONDS = 60;
    private static final int IDLE_SECONDS = 10;
    private static final Duration AGAIN = Duration.ofSeconds(1);

    private final AccountBook book;
    private final ThreadPoolExecutor threads = threads();
    private final ExecutorService lanes = Lanes.threads("carillon-renewal-lane");
    private final Looks looks = new Looks("carillon-renewal-keeper");
    private final NewGrants newGrants;
    private final Renewals renewals;
    private final RenewalKeeper keeper;

    @Activate
    public RenewedAccounts(
            @Reference AccountBook book,
            @Reference Publishers publishers,
            @Reference OAuthDesk oauth,
            @Reference AccountRegister register) {
        this(book, publishers, of(oauth), register::wake, Clock.systemUTC());
    }

    RenewedAccounts(
            AccountBook book,
            Publishers publishers,
            NetworkRenewal.Consent consent,
            Consumer<Account> wake,
            Clock clock) {
        this.book = book;
        Pause pause = Pause.sleeping();
        newGrants = new NewGrants(book, wake, pause, clock);
        NetworkRenewal network = new NetworkRenewal(book, publishers, consent, newGrants);
        renewals = new Renewals(book, network, threads, pause, clock);
        keeper = new RenewalKeeper(book, renewals::renewAhead, lanes, new Random(), clock);
        Duration between = Duration.ofSeconds(LOOK_SECONDS);
        looks.every(between, between, this::look);
        looks.every(AGAIN, AGAIN, newGrants::tryAgain);
    }

    static NetworkRenewal.Consent of(OAuthDesk oauth) {
        return new NetworkRenewal.Consent() {

            @Override
            public boolean refreshes(Grant grant) {
                return OAuthDesk.refreshes(grant);
            }

            @Override
            public RefreshOutcome refresh(Account account) {
                return oauth.refresh(account);
            }
        };
    }

    private void look() {
        try {
            keeper.look();
        } catch (RuntimeException e) {
            // Were it thrown, there would be no further looks. The database may be away for a moment.
            LOG.warn("Grants that end could not be looked for; this is tried again in {} s", LOOK_SECONDS, e);
        }
    }

    private static ThreadPoolExecutor threads() {
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                work -> daemon(work, "carillon-renewals"));
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    private static Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    /**
     * A renewal under way is let finish: its new grant would be lost otherwise. What has not begun is left to the next
     * server.
     */
    @Deactivate
    void close() {
        keeper.stop();
        looks.close();
        threads.shutdown();
        threads.getQueue().clear();
        Stopping.end(Renewing.STOPPING, lanes, threads);
        newGrants.close();
    }

    boolean isEnding() {
        return threads.isShutdown();
    }

    @Override
    public Optional<Account> withGrant(WorkspaceId workspace, AccountId id) {
        return renewals.withGrant(workspace, id);
    }

    @Override
    public boolean renewRefused(Account used) {
        return renewals.renewRefused(used);
    }

    @Override
    public void needsReconnect(Account used, String reason) {
        book.standing().needsReconnect(used, reason);
    }
}
