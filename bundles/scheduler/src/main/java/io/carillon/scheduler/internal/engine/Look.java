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
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the dispatcher does when it looks at the store: claims what falls due within the look-ahead, and finds out when
 * there may be more. Between two looks half a look-ahead passes at least, so that claims come in batches and yet well ahead
 * of time. The dispatcher's thread only.
 */
final class Look {

    /** What a claim lasts beyond the call's deadline. */
    private static final Duration GRACE = Duration.ofSeconds(10);

    /** What is claimed first of all: what has waited for the start should not wait for hundreds of others to be read. */
    private static final int FIRST_BATCH = 20;

    /** After so many full batches in a row other business gets its turn. */
    private static final int BATCHES = 8;

    private final Parts parts;
    private final SchedulerSettings settings;
    private final Holdings holdings;
    private final Loader loader;
    private final Orphans orphans;
    private final Attendance attendance;
    private final Discards discards;
    private final LateAnswers late;
    private boolean begun;

    Look(
            Parts parts,
            Holdings holdings,
            Loader loader,
            Orphans orphans,
            Attendance attendance,
            Discards discards,
            LateAnswers late) {
        this.parts = parts;
        this.holdings = holdings;
        this.loader = loader;
        this.orphans = orphans;
        this.attendance = attendance;
        this.discards = discards;
        this.late = late;
        settings = parts.settings();
    }

    /** @return when to look again */
    Instant take() {
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
            long asked = parts.time().timer().nanoTime();
            List<Claim> claims = parts.store().claimDoubted(order(now, now, leases, settings.batchSize()), doubts);
            claims.forEach(claim -> late.taken(Claims.doubted(claim).attempt()));
            loader.take(claims, now, asked);
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
}
