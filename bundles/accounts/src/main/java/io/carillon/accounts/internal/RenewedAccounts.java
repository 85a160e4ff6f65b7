package io.carillon.accounts.internal;

import io.carillon.api.model.Account;
import io.carillon.api.model.AccountId;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.service.AccountSource;
import io.carillon.api.service.Publishers;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** What the engine asks for accounts: it gets them with grants that last. */
@Component(service = AccountSource.class, immediate = true)
public final class RenewedAccounts implements AccountSource {

    private static final int THREADS = 4;
    private static final int IDLE_SECONDS = 10;

    private final AccountBook book;
    private final ExecutorService threads = threads();
    private final Renewals renewals;

    @Activate
    public RenewedAccounts(@Reference AccountBook book, @Reference Publishers publishers) {
        this.book = book;
        renewals = new Renewals(book, publishers, threads, Pause.sleeping(), Clock.systemUTC());
    }

    private static ExecutorService threads() {
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                THREADS, THREADS, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
                    Thread thread = new Thread(work, "carillon-renewals");
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    /** A renewal under way is let finish: its new grant would be lost otherwise. */
    @Deactivate
    void close() {
        threads.shutdown();
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
        book.needsReconnect(used, reason);
    }
}
