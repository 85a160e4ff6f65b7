package io.carillon.scheduler.internal.engine;

import io.carillon.api.model.AccountId;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Work for accounts: of one account a task at a time, in the order in which they came; of different accounts many at a
 * time, but not so many that they take all connections to the database. Safe for use by many threads.
 */
final class AccountLines {

    private static final int AT_ONCE = 64;

    private final Executor threads;
    private final ReentrantLock lock = new ReentrantLock();
    /** What waits of accounts that have a task at work or waiting for a thread. */
    private final Map<AccountId, Queue<Runnable>> lines = new HashMap<>();

    private final Queue<AccountId> turns = new ArrayDeque<>();
    private int threadsAtWork;

    AccountLines(Executor threads) {
        this.threads = threads;
    }

    /** @throws RuntimeException if there is no thread to be had; the task will not run then */
    void execute(AccountId account, Runnable task) {
        boolean another;
        lock.lock();
        try {
            Queue<Runnable> line = lines.get(account);
            if (line == null) {
                line = new ArrayDeque<>();
                lines.put(account, line);
                turns.add(account);
            }
            line.add(task);
            another = threadsAtWork < AT_ONCE && threadsAtWork < lines.size();
            threadsAtWork += another ? 1 : 0;
        } finally {
            lock.unlock();
        }
        if (another) {
            start(account, task);
        }
    }

    private void start(AccountId account, Runnable task) {
        try {
            threads.execute(this::work);
        } catch (RuntimeException | Error e) {
            if (takeBack(account, task)) {
                throw e;
            }
        }
    }

    /** @return false if another thread has it, or will */
    private boolean takeBack(AccountId account, Runnable task) {
        lock.lock();
        try {
            threadsAtWork--;
            Queue<Runnable> line = lines.get(account);
            boolean taken = threadsAtWork == 0 && line != null && line.remove(task);
            if (taken && line.isEmpty()) {
                lines.remove(account);
                turns.remove(account);
            }
            return taken;
        } finally {
            lock.unlock();
        }
    }

    private void work() {
        AccountId account = next(null);
        while (account != null) {
            try {
                first(account).run();
            } finally {
                account = next(account);
            }
        }
    }

    private Runnable first(AccountId account) {
        lock.lock();
        try {
            return lines.get(account).remove();
        } finally {
            lock.unlock();
        }
    }

    /** An account whose turn it is, after putting the one that had its turn at the end; null if there is none. */
    private AccountId next(AccountId done) {
        lock.lock();
        try {
            if (done != null) {
                if (lines.get(done).isEmpty()) {
                    lines.remove(done);
                } else {
                    turns.add(done);
                }
            }
            AccountId turn = turns.poll();
            threadsAtWork -= turn == null ? 1 : 0;
            return turn;
        } finally {
            lock.unlock();
        }
    }
}
