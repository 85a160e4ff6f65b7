package io.carillon.core.internal.post;

import io.carillon.api.model.Account;
import io.carillon.api.model.AccountStatus;
import io.carillon.api.model.Delivery;
import io.carillon.api.model.Platform;
import io.carillon.api.publisher.Indeterminate;
import io.carillon.api.publisher.PublishOutcome;
import io.carillon.api.publisher.ReauthorisationNeeded;
import io.carillon.api.publisher.Unavailable;
import io.carillon.api.service.AccountSource;
import io.carillon.api.service.ConflictException;
import io.carillon.api.service.Publishers.Use;
import io.carillon.core.publisher.Waiting;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls to networks on behalf of people who wait for the answer: each ends by its deadline, whatever the publisher does, and
 * a slow network keeps nobody from another. Safe for use by many threads.
 */
final class NetworkCalls {

    private static final Logger LOG = LoggerFactory.getLogger(NetworkCalls.class);
    private static final int AT_ONCE = 16;

    private final AccountSource accounts;
    private final Executor threads;
    private final Waiting waiting;
    private final Map<Platform, Semaphore> permits = new ConcurrentHashMap<>();

    /** @param waiting until a call is over */
    NetworkCalls(AccountSource accounts, Executor threads, Waiting waiting) {
        this.accounts = accounts;
        this.threads = threads;
        this.waiting = waiting;
    }

    /** @throws ConflictException if the account cannot be used */
    Account account(Delivery delivery) {
        return accounts.withGrant(delivery.workspace(), delivery.account())
                .filter(account -> account.status() != AccountStatus.NEEDS_RECONNECT)
                .filter(account -> account.status() != AccountStatus.DISCONNECTED)
                .orElseThrow(() -> needsReconnect(""));
    }

    private static ConflictException needsReconnect(String reason) {
        return new ConflictException(
                "needs-reconnect",
                "The network does not take what this server knows of the account" + reason
                        + "; connect it again, then repeat this.");
    }

    /**
     * Makes a call as the account of a delivery. A grant that is refused is renewed once.
     *
     * @param use takes the service to call, which is there as long as the call takes
     */
    <S> PublishOutcome call(
            Delivery delivery, Duration deadline, Supplier<Use<S>> use, BiFunction<S, Account, PublishOutcome> call) {
        Account account = account(delivery);
        PublishOutcome outcome = inTime(account, deadline, use, call);
        if (outcome instanceof ReauthorisationNeeded refused && accounts.renewRefused(account)) {
            Account renewed = account(delivery);
            if (renewed.grant().equals(account.grant())) {
                // It could not be renewed yet: to be refused once more would say nothing of the grant that comes of it.
                return new Unavailable(
                        "The network refused the account's grant, which cannot be renewed at this moment: "
                                + refused.reason());
            }
            account = renewed;
            outcome = inTime(account, deadline, use, call);
        }
        if (outcome instanceof ReauthorisationNeeded needed) {
            accounts.needsReconnect(account, needed.reason());
        }
        return outcome;
    }

    private <S> PublishOutcome inTime(
            Account account, Duration deadline, Supplier<Use<S>> use, BiFunction<S, Account, PublishOutcome> call) {
        Semaphore permit = permits.computeIfAbsent(account.platform(), network -> new Semaphore(AT_ONCE));
        if (!permit.tryAcquire()) {
            return new Unavailable("Too much is being asked of this network at this moment.");
        }
        AtomicReference<PublishOutcome> outcome = new AtomicReference<>(
                new Indeterminate("The network did not answer within " + deadline.toSeconds() + " seconds."));
        CountDownLatch over = new CountDownLatch(1);
        Use<S> service;
        try {
            service = use.get();
        } catch (RuntimeException e) {
            permit.release();
            throw e;
        }
        Runnable task = () -> {
            try (service) {
                outcome.set(made(account, service.service(), call));
            } finally {
                permit.release();
                over.countDown();
            }
        };
        try {
            threads.execute(task);
        } catch (RejectedExecutionException e) {
            service.close();
            permit.release();
            return new Unavailable("This server is stopping.");
        }
        return awaited(over, deadline, outcome);
    }

    private PublishOutcome awaited(CountDownLatch over, Duration deadline, AtomicReference<PublishOutcome> outcome) {
        try {
            waiting.until(over, deadline);
            return outcome.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Indeterminate("This server stopped before the network answered.");
        }
    }

    private static <S> PublishOutcome made(Account account, S service, BiFunction<S, Account, PublishOutcome> call) {
        try {
            PublishOutcome outcome = call.apply(service, account);
            return outcome != null ? outcome : new Indeterminate("The publisher returned nothing.");
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            // Whatever it is, a request may be on its way.
            LOG.error("The publisher for {} failed.", account.platform(), e);
            return new Indeterminate("The publisher failed because of an error of its own; see the server's log.");
        }
    }
}
