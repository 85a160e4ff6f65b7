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

/**
 * What the engine asks for accounts. Asking for one whose grant ends soon has it renewed; since posts are prepared ahead,
 * that is done when they fall due.
 */
@Component(service = AccountSource.class, immediate = true)
public final class RenewingAccounts implements AccountSource {

    private static final int THREADS = 4;

    private final AccountBook book;
    private final ExecutorService threads;
    private final Renewals renewals;

    @Activate
    public RenewingAccounts(@Reference AccountBook book, @Reference Publishers publishers) {
        this.book = book;
        ThreadPoolExecutor pool =
                new ThreadPoolExecutor(THREADS, THREADS, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
                    Thread thread = new Thread(work, "carillon-renewals");
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
        threads = pool;
        renewals = new Renewals(book, publishers, threads, Clock.systemUTC());
    }

    @Deactivate
    void close() {
        // A renewal under way is let finish: its tokens would be lost otherwise.
        threads.shutdown();
    }

    @Override
    public Optional<Account> withGrant(WorkspaceId workspace, AccountId id) {
        Optional<Account> account = book.withGrant(workspace, id);
        account.ifPresent(renewals::consider);
        return account;
    }

    @Override
    public void needsReconnect(WorkspaceId workspace, AccountId id, String reason) {
        book.needsReconnect(workspace, id, reason);
    }
}
