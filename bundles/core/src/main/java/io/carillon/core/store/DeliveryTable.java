package io.carillon.core.store;

import io.carillon.api.model.AttemptId;
import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryId;
import io.carillon.api.model.DeliveryState;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/** All deliveries, by id, by claim and by wake time, so that no call of the engine looks at more than it needs. */
final class DeliveryTable {

    private record Wake(Instant at, DeliveryId id) {}

    private final Map<DeliveryId, Row> byId = new HashMap<>();
    private final Map<AttemptId, Row> byClaim = new HashMap<>();
    /** The steps of a delivery, in their order. */
    private final Map<DeliveryId, NavigableMap<Integer, Row>> steps = new HashMap<>();

    private final Set<Row> parked = new HashSet<>();
    private final NavigableSet<Wake> wakes =
            new TreeSet<>(Comparator.comparing(Wake::at).thenComparing(Wake::id));

    Optional<Row> find(DeliveryId id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** The row that a claim holds, as long as nobody took it over or ended it. */
    Optional<Row> heldBy(AttemptId claim) {
        return Optional.ofNullable(byClaim.get(claim));
    }

    Collection<Row> all() {
        return byId.values();
    }

    List<Row> allHeld() {
        return List.copyOf(byClaim.values());
    }

    List<Row> allParked() {
        return List.copyOf(parked);
    }

    List<Row> steps(DeliveryId parent) {
        return List.copyOf(
                steps.getOrDefault(parent, Collections.emptyNavigableMap()).values());
    }

    Optional<Instant> firstWake() {
        return wakes.isEmpty() ? Optional.empty() : Optional.of(wakes.first().at());
    }

    /** The wanted rows among those that wake up to a horizon, the earliest first. */
    List<Row> waking(Instant horizon, Predicate<Row> wanted, int limit) {
        return wakes.stream()
                .takeWhile(wake -> !wake.at().isAfter(horizon))
                .map(wake -> byId.get(wake.id()))
                .filter(wanted)
                .limit(limit)
                .toList();
    }

    void add(Delivery delivery) {
        Row row = new Row(delivery);
        byId.put(delivery.id(), row);
        delivery.step().ifPresent(step -> steps.computeIfAbsent(step.follows(), parent -> new TreeMap<>())
                .put(step.position(), row));
        index(row);
    }

    void remove(Row row) {
        unindex(row);
        byId.remove(row.delivery.id());
    }

    /** Gives a row another delivery and another claim, or none. */
    void put(Row row, Delivery delivery, Optional<Held> held) {
        unindex(row);
        row.delivery = delivery;
        row.held = held;
        if (delivery.state() != DeliveryState.IN_DOUBT) {
            row.doubted = Optional.empty();
        }
        index(row);
    }

    private void index(Row row) {
        row.delivery.wakeAt().ifPresent(at -> wakes.add(new Wake(at, row.delivery.id())));
        row.held.ifPresent(held -> byClaim.put(held.id(), row));
        if (row.isParked()) {
            parked.add(row);
        }
    }

    private void unindex(Row row) {
        row.delivery.wakeAt().ifPresent(at -> wakes.remove(new Wake(at, row.delivery.id())));
        row.held.ifPresent(held -> byClaim.remove(held.id()));
        parked.remove(row);
    }
}
