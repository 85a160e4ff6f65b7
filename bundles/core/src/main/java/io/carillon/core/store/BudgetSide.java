package io.carillon.core.store;

import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryId;
import io.carillon.api.store.Budget;
import io.carillon.api.store.BudgetKey;
import io.carillon.api.store.BudgetLine;
import io.carillon.api.store.Hold;
import io.carillon.api.store.Reservation;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What networks allow. Not thread-safe: {@link InMemoryPostStore} holds its lock around every call. */
final class BudgetSide {

    private final DeliveryTable table;
    private final Map<BudgetKey, Map<DeliveryId, Instant>> places = new HashMap<>();
    private final Map<BudgetKey, Hold> holds = new HashMap<>();

    BudgetSide(DeliveryTable table) {
        this.table = table;
    }

    Map<DeliveryId, Instant> reserve(List<Reservation> wanted) {
        forgetWhatEnded(wanted);
        Map<DeliveryId, Instant> before = new HashMap<>();
        wanted.forEach(one -> placeOf(one).ifPresent(at -> before.put(one.delivery(), at)));
        wanted.stream()
                .filter(one -> Optional.ofNullable(before.get(one.delivery()))
                        .filter(one::isTurn)
                        .isEmpty())
                .forEach(one -> one.keys().forEach(key -> of(key).remove(one.delivery())));
        Map<Budget, BudgetLine> lines = new HashMap<>();
        Reservation.demand(wanted).keySet().forEach(budget -> lines.put(budget, line(budget)));
        Map<DeliveryId, Instant> allotted = Reservation.allot(wanted, before, lines);
        wanted.forEach(one -> one.keys().forEach(key -> of(key).put(one.delivery(), allotted.get(one.delivery()))));
        return allotted;
    }

    private void forgetWhatEnded(List<Reservation> wanted) {
        Instant now = wanted.stream()
                .map(Reservation::at)
                .min(Comparator.naturalOrder())
                .orElse(Instant.MAX);
        Map<BudgetKey, Duration> longest = new HashMap<>();
        wanted.stream()
                .flatMap(one -> one.budgets().stream())
                .forEach(budget -> longest.merge(
                        budget.key(), budget.taken(), (one, other) -> one.compareTo(other) > 0 ? one : other));
        longest.forEach((key, taken) -> of(key).entrySet()
                .removeIf(place ->
                        place.getValue().plus(taken).isBefore(now) || !counts(place.getKey(), place.getValue())));
    }

    private boolean counts(DeliveryId id, Instant at) {
        return table.find(id).map(row -> counts(row.delivery, at)).orElse(false);
    }

    private static boolean counts(Delivery delivery, Instant at) {
        return switch (delivery.state()) {
            case ARMED, PUBLISHING, IN_DOUBT, PUBLISHED, REPORTED -> true;
            case RETRYING -> delivery.retryAt().equals(Optional.of(at));
            case DRAFT, SCHEDULED, WAITING, FAILED, MISSED, CANCELLED -> false;
        };
    }

    private Optional<Instant> placeOf(Reservation one) {
        return one.keys().stream().allMatch(key -> of(key).containsKey(one.delivery()))
                ? one.keys().stream().map(key -> of(key).get(one.delivery())).findFirst()
                : Optional.empty();
    }

    private BudgetLine line(Budget budget) {
        Collection<Instant> taken = of(budget.key()).values();
        return new BudgetLine(budget, taken, 0);
    }

    private Map<DeliveryId, Instant> of(BudgetKey key) {
        return places.computeIfAbsent(key, unknown -> new LinkedHashMap<>());
    }

    void holdBack(Hold hold) {
        holds.merge(hold.key(), hold, (old, fresh) -> fresh.until().isAfter(old.until()) ? fresh : old);
    }

    List<Hold> holds(Instant now) {
        holds.values().removeIf(hold -> !hold.until().isAfter(now));
        return List.copyOf(holds.values());
    }
}
