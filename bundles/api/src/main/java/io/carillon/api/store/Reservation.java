package io.carillon.api.store;

import io.carillon.api.model.DeliveryId;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A delivery that wants to be published, and the budgets that it needs a place in.
 *
 * @param at the earliest instant at which it can go out
 * @param budgets at least one
 */
public record Reservation(DeliveryId delivery, Instant at, List<Budget> budgets) {

    public Reservation {
        Objects.requireNonNull(delivery, "delivery");
        Objects.requireNonNull(at, "at");
        budgets = List.copyOf(budgets);
        if (budgets.isEmpty()) {
            throw new IllegalArgumentException("A reservation of " + delivery + " names no budget");
        }
    }

    /** Those whose posts are counted together with it. */
    public Set<BudgetKey> keys() {
        return budgets.stream().map(Budget::key).collect(Collectors.toUnmodifiableSet());
    }

    /** Whether a place at an instant, taken on an earlier visit, is the one for now. */
    public boolean isTurn(Instant place) {
        Duration slack = budgets.stream()
                .map(Budget::slack)
                .min(Comparator.naturalOrder())
                .orElseThrow();
        return !place.isAfter(at) && !at.isAfter(place.plus(slack));
    }

    /**
     * Gives every reservation its instant, in their order: at once where all its budgets have room, else when they have.
     *
     * @param places taken on earlier visits, of some of these; whose turn it is keeps its place, which must be counted in
     *     the lines; a place that is yet to come is kept unless there is an earlier one, and must not be counted
     * @param lines of every budget; what is given is added
     */
    public static Map<DeliveryId, Instant> allot(
            List<Reservation> wanted, Map<DeliveryId, Instant> places, Map<Budget, BudgetLine> lines) {
        Map<DeliveryId, Instant> allotted = new LinkedHashMap<>();
        for (Reservation one : wanted) {
            Optional<Instant> place = Optional.ofNullable(places.get(one.delivery()));
            if (place.filter(one::isTurn).isPresent()) {
                allotted.put(one.delivery(), place.get());
                continue;
            }
            Instant room = one.budgets().stream()
                    .map(budget -> lines.get(budget).room(one.at()))
                    .max(Comparator.naturalOrder())
                    .orElseThrow();
            Instant given = place.filter(before -> before.isAfter(one.at()) && before.isBefore(room))
                    .orElse(room);
            one.budgets().forEach(budget -> lines.get(budget).take(given));
            allotted.put(one.delivery(), given);
        }
        return allotted;
    }

    /** How many of these want a place in each budget. */
    public static Map<Budget, Integer> demand(List<Reservation> wanted) {
        Map<Budget, Integer> demand = new HashMap<>();
        wanted.forEach(one -> one.budgets().forEach(budget -> demand.merge(budget, 1, Integer::sum)));
        return demand;
    }
}
