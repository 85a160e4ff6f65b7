package io.carillon.scheduler.internal.engine;

import io.carillon.api.model.Delivery;
import io.carillon.api.store.BudgetKey;
import io.carillon.api.store.BudgetStore;
import io.carillon.api.store.ClaimKind;
import io.carillon.api.store.Hold;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Whom networks want nothing more of for a while: what this run was told at once, what others were told after a moment.
 * Safe for use by many threads.
 */
final class Holds {

    /** How long the store's word is believed. */
    private static final Duration KEPT = Duration.ofSeconds(5);

    /** After a hold, what waited for it goes out so far apart: the network has just said that it was too much. */
    private static final Duration ACCOUNT_PACE = Duration.ofSeconds(1);

    private static final Duration APP_PACE = Duration.ofMillis(100);

    /** A hold, and how many wait for its end. */
    private record Line(Hold hold, AtomicInteger waiting) {

        Line(Hold hold) {
            this(hold, new AtomicInteger());
        }
    }

    private final BudgetStore store;
    private final Map<BudgetKey, Line> lines = new ConcurrentHashMap<>();
    private volatile Instant readAt = Instant.MIN;

    Holds(BudgetStore store) {
        this.store = store;
    }

    /**
     * Reads what other runs were told, if that was last read a while ago.
     *
     * @throws RuntimeException if the store is in trouble
     */
    void refresh(Instant now) {
        Instant before = readAt;
        if (!before.isAfter(now) && before.isAfter(now.minus(KEPT))) {
            return;
        }
        store.holds(now).forEach(this::learn);
        lines.values().removeIf(line -> !line.hold().until().isAfter(now));
        readAt = now;
    }

    /** @return whether it is news */
    boolean learn(Hold hold) {
        Line line = lines.merge(
                hold.key(),
                new Line(hold),
                (old, fresh) -> fresh.hold().until().isAfter(old.hold().until()) ? fresh : old);
        return line.hold() == hold;
    }

    /** The hold that ends last among those that keep a delivery from something at an instant. */
    Optional<Hold> on(Delivery delivery, ClaimKind kind, Instant at) {
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        Optional<Hold> account = find(BudgetKey.account(delivery.account()), kind, at);
        Optional<Hold> app = find(BudgetKey.app(delivery.platform()), kind, at);
        return account.filter(
                        hold -> app.isEmpty() || hold.until().isAfter(app.get().until()))
                .or(() -> app);
    }

    private Optional<Hold> find(BudgetKey key, ClaimKind kind, Instant at) {
        return Optional.ofNullable(lines.get(keyFor(key, kind))).map(Line::hold).filter(hold -> hold.until()
                .isAfter(at));
    }

    static BudgetKey keyFor(BudgetKey key, ClaimKind kind) {
        return kind == ClaimKind.PREPARE ? key.forPreparing() : key;
    }

    /** When one more of those that a hold keeps waiting may go on; not all at the same instant. */
    Instant turn(Hold hold, Delivery delivery) {
        int place = Optional.ofNullable(lines.get(hold.key()))
                .map(line -> line.waiting().incrementAndGet())
                .orElse(1);
        BudgetKey app = BudgetKey.app(delivery.platform());
        boolean all = hold.key().equals(app) || hold.key().equals(app.forPreparing());
        Duration pace = all ? APP_PACE : ACCOUNT_PACE;
        return hold.until().plus(pace.multipliedBy(place));
    }
}
