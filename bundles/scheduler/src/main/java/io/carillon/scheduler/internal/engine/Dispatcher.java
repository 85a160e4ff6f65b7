package io.carillon.scheduler.internal.engine;

import io.carillon.api.model.AttemptId;
import io.carillon.api.model.DeliveryId;
import io.carillon.api.model.Platform;
import io.carillon.api.observe.DispatchObserver.StoreCall;
import io.carillon.api.publisher.PublisherProfile;
import io.carillon.api.store.Claim;
import io.carillon.api.store.ClaimOrder;
import io.carillon.api.store.Leases;
import io.carillon.scheduler.SchedulerSettings;
import io.carillon.scheduler.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * The one loop: claims what falls due within the look-ahead, then sleeps until there may be more, or until it is nudged.
 * Between two looks half a look-ahead passes at least, so that claims come in batches and yet well ahead of time.
 */
final class Dispatcher {

    /** What a claim lasts beyond the call's deadline. */
    private static final Duration GRACE = Duration.ofSeconds(10);

    /** What is claimed first of all: what has waited for the start should not wait for hundreds of others to be read. */
    private static final int FIRST_BATCH = 20;

    /** After so many full batches in a row other business gets its turn. */
    private static final int BATCHES = 8;

    private static final Duration RETRY_BASE = Duration.ofMillis(100);
    private static final Duration RETRY_CAP = Duration.ofSeconds(5);

    private final Parts parts;
    private final SchedulerSettings settings;
    private final Holdings holdings;
    private final Loader loader;
    private final Orphans orphans;
    private final Attendance attendance;
    private final Discards discards;
    private final LateAnswers late;
    private final Backoff backoff;

    private final ReentrantLock lock = new ReentrantLock();
    private Optional<Timer.Task> planned = Optional.empty();
    private Instant plannedAt = Instant.MAX;
    private boolean busy;
    private boolean begun;
    private boolean troubled;
    private boolean stopped = true;
    private final Trouble trouble = new Trouble("Claiming what is due");

    Dispatcher(Parts parts, Holdings holdings, Loader loader, Orphans orphans, Discards discards, LateAnswers late) {
        this.parts = parts;
        this.holdings = holdings;
        this.loader = loader;
        this.orphans = orphans;
        this.discards = discards;
        this.late = late;
        settings = parts.settings();
        attendance = new Attendance(parts);
        backoff = new Backoff(RETRY_BASE, RETRY_CAP, parts.random());
    }

    void start() {
        locked(() -> {
            stopped = false;
        });
        attendance.begin();
        wakeBy(parts.time().now());
    }

    /** No look begins after this; one that is under way ends by itself. */
    void stop() {
        locked(() -> {
            stopped = true;
            planned.ifPresent(Timer.Task::cancel);
        });
    }

    /** Whether no look is under way. */
    boolean isIdle() {
        return locked(() -> !busy);
    }

    /** What keeps it from claiming; empty if nothing does. */
    String problem() {
        return trouble.problem();
    }

    /** When it looks at the store again; absent while it does, and once it is stopped. */
    Optional<Instant> nextLook() {
        return locked(() -> busy || stopped ? Optional.empty() : Optional.of(plannedAt));
    }

    void appeared(Platform platform) {
        attendance.appeared(platform);
        wakeBy(parts.time().now());
    }

    void disappeared(Platform platform) {
        attendance.disappeared(platform);
    }

    /** A delivery was stored as waiting for a publisher that this node has no more. */
    void waitedFor(Platform platform) {
        attendance.waitedFor(platform);
        wakeBy(parts.time().now());
    }

    /** Looks whether others have put something there that wakes before the next look. */
    void glance() {
        parts.store().nextWake().ifPresent(this::expect);
    }

    void nudge() {
        wakeBy(parts.time().now());
    }

    /** Something wants to be woken then. */
    void expect(Instant wake) {
        wakeBy(wake.minus(settings.lookAhead().dividedBy(2)));
    }

    private void wakeBy(Instant at) {
        locked(() -> {
            if (stopped || troubled || !at.isBefore(plannedAt)) {
                return;
            }
            plannedAt = at;
            if (!busy) {
                plan();
            }
        });
    }

    private void plan() {
        planned.ifPresent(Timer.Task::cancel);
        if (plannedAt.isAfter(parts.time().now())) {
            planned = Optional.of(parts.time().timer().schedule(plannedAt, this::begin));
        } else {
            begin();
        }
    }

    private void begin() {
        locked(() -> {
            if (busy || stopped) {
                return;
            }
            busy = true;
            troubled = false;
            plannedAt = Instant.MAX;
            try {
                parts.workers().dispatcher().execute(this::run);
            } catch (RuntimeException | Error e) {
                failed(e);
            }
        });
    }

    private void run() {
        try {
            Instant next = look();
            trouble.over();
            backoff.reset();
            locked(() -> {
                busy = false;
                plannedAt = Time.earlier(plannedAt, next);
                if (!stopped) {
                    plan();
                }
            });
        } catch (RuntimeException | Error e) {
            failed(e);
        }
    }

    /** Nothing but time leads out of trouble: nudges do not make the waits shorter. */
    private void failed(Throwable cause) {
        trouble.met(cause);
        locked(() -> {
            busy = false;
            troubled = true;
            if (!stopped) {
                planned = Optional.of(parts.time().timer().schedule(backoff.next(), this::begin));
            }
        });
    }

    /** @return when to look again */
    private Instant look() {
        parts.fellows().announce(attendance.hasArrivals());
        orphans.recover();
        orphans.giveBackLost();
        attendance.wake();
        discards.look();
        claimDoubted();
        for (int i = 0; i < BATCHES; i++) {
            Map<Platform, Leases> leases = leases();
            Instant now = parts.time().now();
            Instant horizon = now.plus(settings.lookAhead());
            int limit = Math.min(settings.batchSize(), begun ? Integer.MAX_VALUE : FIRST_BATCH);
            if (leases.isEmpty() || claim(now, horizon, leases, limit) < limit) {
                return next(now, horizon);
            }
            begun = true;
        }
        return parts.time().now();
    }

    /** Whoever took a delivery over doubts a call of which this node knows all. */
    private void claimDoubted() {
        Instant now = parts.time().now();
        Map<DeliveryId, AttemptId> doubts = late.unsettled(now);
        Map<Platform, Leases> leases = leases();
        if (!doubts.isEmpty() && !leases.isEmpty()) {
            long begun = parts.time().timer().nanoTime();
            List<Claim> claims = parts.store().claimDoubted(order(now, now, leases, settings.batchSize()), doubts);
            claims.forEach(claim -> late.taken(Claims.doubted(claim).attempt()));
            loader.take(claims, now, begun);
        }
    }

    private Map<Platform, Leases> leases() {
        Map<Platform, Leases> leases = new HashMap<>();
        for (PublisherProfile profile : parts.publishers().profiles()) {
            if (holdings.network(profile.platform()).accepts()) {
                Duration call = profile.callDeadline().plus(GRACE);
                leases.put(profile.platform(), new Leases(call, settings.prepareAllowance(), call));
            }
        }
        return leases;
    }

    private int claim(Instant now, Instant horizon, Map<Platform, Leases> leases, int limit) {
        long asked = parts.time().timer().nanoTime();
        List<Claim> claims = claimed(order(now, horizon, leases, limit));
        parts.observer()
                .stored(StoreCall.CLAIM, claims.size(), parts.time().timer().nanoTime() - asked);
        loader.take(claims, now, asked);
        return claims.size();
    }

    private List<Claim> claimed(ClaimOrder order) {
        try {
            return parts.store().claim(order);
        } catch (RuntimeException | Error e) {
            orphans.claimsMayBeLost();
            throw e;
        }
    }

    private ClaimOrder order(Instant now, Instant horizon, Map<Platform, Leases> leases, int limit) {
        return new ClaimOrder(
                parts.claimant(), now, horizon, limit, leases, parts.fellows().mayArm(), parts.ids());
    }

    private Instant next(Instant now, Instant horizon) {
        Instant latest = now.plus(settings.maxSleep());
        Instant half = now.plus(settings.lookAhead().dividedBy(2));
        Optional<Instant> wake = parts.store().nextWake();
        if (wake.isEmpty()) {
            return latest;
        }
        if (wake.get().isAfter(horizon)) {
            Instant ahead = wake.get().minus(settings.lookAhead());
            return Time.earlier(latest, Time.later(ahead, half));
        }
        // It wakes soon, yet was not to be had: it is claimed already, or there is nobody to publish it.
        if (wake.get().isAfter(now)) {
            return Time.earlier(wake.get(), half);
        }
        return tidy(now) ? now : half;
    }

    private boolean tidy(Instant now) {
        boolean swept = orphans.sweep();
        return attendance.park(now) || swept;
    }

    private void locked(Runnable step) {
        locked(() -> {
            step.run();
            return true;
        });
    }

    private <T> T locked(Supplier<T> step) {
        lock.lock();
        try {
            return step.get();
        } finally {
            lock.unlock();
        }
    }
}
