package io.carillon.scheduler.internal.engine;

import io.carillon.api.model.Account;
import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryId;
import io.carillon.api.model.Step;
import io.carillon.api.publisher.Allowance;
import io.carillon.api.publisher.PublisherProfile;
import io.carillon.api.publisher.RateLimit;
import io.carillon.api.publisher.Throttled;
import io.carillon.api.store.Budget;
import io.carillon.api.store.BudgetKey;
import io.carillon.api.store.Claim;
import io.carillon.api.store.ClaimKind;
import io.carillon.api.store.Hold;
import io.carillon.api.store.Reservation;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What may go out now by what networks allow: by the limits that they declare, of which places are reserved when posts
 * are armed, and by what they answered. A network that declares none and is content costs nothing here.
 */
final class Budgets {

    /** Of a period that is longer than a hundred times this. */
    private static final Duration SLACK = LastCheck.TOO_LATE;

    private static final int SLACK_PART = 20;

    private final Parts parts;
    private final ResultWriter writer;
    private final Holds holds;
    private final Allowances allowances = new Allowances();

    /** What has to wait, until when and why. */
    record Wait(Instant until, String reason) {}

    Budgets(Parts parts, ResultWriter writer) {
        this.parts = parts;
        this.writer = writer;
        holds = new Holds(parts.store());
    }

    /**
     * Takes places for claims, in their order.
     *
     * @return those that have to wait
     * @throws RuntimeException if the store is in trouble: nothing is to be sent then
     */
    Map<Claim, Wait> reserve(List<Claim> claims, PublisherProfile profile) {
        Instant now = parts.time().now();
        holds.refresh(now);
        Map<Claim, Wait> waits = new LinkedHashMap<>();
        Map<DeliveryId, Claim> wanted = new LinkedHashMap<>();
        for (Claim claim : claims) {
            Instant wake = claim.kind() == ClaimKind.PUBLISH ? Claims.instant(claim) : claim.wake();
            Instant at = Time.later(now, wake);
            Optional<Wait> held = held(claim.delivery(), claim.kind(), at, profile);
            held.ifPresent(wait -> waits.put(claim, wait));
            if (held.isEmpty() && isCounted(claim, profile)) {
                wanted.put(claim.delivery().id(), claim);
            }
        }
        if (!wanted.isEmpty()) {
            reserve(wanted, now, profile, waits);
        }
        return waits;
    }

    /** Whether a network counts it: comments are no posts, and asking for a permalink is not either. */
    private static boolean isCounted(Claim claim, PublisherProfile profile) {
        return claim.kind() == ClaimKind.PUBLISH
                && !profile.rateLimits().isEmpty()
                && claim.delivery().step().map(Step::isChained).orElse(true);
    }

    private void reserve(Map<DeliveryId, Claim> wanted, Instant now, PublisherProfile profile, Map<Claim, Wait> waits) {
        List<Reservation> reservations = wanted.values().stream()
                .map(claim -> new Reservation(
                        claim.delivery().id(),
                        Time.later(now, Claims.instant(claim)),
                        budgets(profile, claim.delivery())))
                .toList();
        Map<DeliveryId, Instant> places = parts.store().reserve(reservations);
        for (Reservation one : reservations) {
            Instant place = places.get(one.delivery());
            if (place.isAfter(one.at())) {
                waits.put(wanted.get(one.delivery()), new Wait(place, Problems.limits(profile)));
            }
        }
    }

    private static List<Budget> budgets(PublisherProfile profile, Delivery delivery) {
        return profile.rateLimits().stream()
                .map(limit ->
                        new Budget(key(limit.scope(), delivery), limit.posts(), limit.period(), slack(limit.period())))
                .toList();
    }

    /** What is armed for a place goes out a little later at most, so that places are taken a little longer. */
    private static Duration slack(Duration period) {
        Duration part = period.dividedBy(SLACK_PART);
        return part.compareTo(SLACK) < 0 ? part : SLACK;
    }

    private static BudgetKey key(RateLimit.Scope scope, Delivery delivery) {
        return switch (scope) {
            case ACCOUNT -> BudgetKey.account(delivery.account());
            case APP -> BudgetKey.app(delivery.platform());
        };
    }

    /** Whether a network has said that it wants nothing more of this kind at an instant, and until when not. */
    Optional<Wait> held(Delivery delivery, ClaimKind kind, Instant at, PublisherProfile profile) {
        if (kind == ClaimKind.RECONCILE) {
            return Optional.empty();
        }
        return holds.on(delivery, kind, at)
                .map(hold -> new Wait(holds.turn(hold, delivery), Problems.held(profile, hold)));
    }

    /**
     * Immediately before a call: whether the network takes it, by what it has said until now. If so, this is one of those that
     * it takes. Touches no store.
     *
     * @return empty if it may go out, else until when it has to wait, and why
     */
    Optional<Wait> enter(Delivery delivery, Instant now, PublisherProfile profile) {
        return held(delivery, ClaimKind.PUBLISH, now, profile).or(() -> {
            BudgetKey account = key(RateLimit.Scope.ACCOUNT, delivery);
            BudgetKey app = key(RateLimit.Scope.APP, delivery);
            return allowances
                    .take(account, now)
                    .or(() -> allowances.take(app, now))
                    .map(next -> new Wait(next, Problems.usedUp(profile)));
        });
    }

    /** A network has told how much more it takes. Where that is nothing, it need not be asked to hear so again. */
    void allowed(Allowance told, Delivery delivery, ClaimKind kind, PublisherProfile profile) {
        Instant now = parts.time().now();
        if (!told.until().isAfter(now)) {
            return;
        }
        BudgetKey key = Holds.keyFor(key(told.scope(), delivery), kind);
        if (told.left() == 0) {
            hold(key, told.until(), now, Problems.usedUp(profile));
        } else if (kind == ClaimKind.PUBLISH) {
            allowances.learn(key, told, now);
        }
    }

    /** A network wants fewer calls: nothing more of whoever it means is sent before it is told to. */
    void throttled(Throttled answer, Delivery delivery, Account account, ClaimKind kind) {
        BudgetKey key = Holds.keyFor(key(answer.scope(), delivery), kind);
        hold(key, answer.retryAt(), parts.time().now(), Problems.redact(answer.reason(), account));
    }

    private void hold(BudgetKey key, Instant end, Instant now, String reason) {
        Instant until = Time.earlier(end, now.plus(parts.settings().retry().giveUpAfter()));
        Hold hold = new Hold(key, until, reason);
        if (until.isAfter(now) && holds.learn(hold)) {
            writer.holdBack(hold);
        }
    }
}
