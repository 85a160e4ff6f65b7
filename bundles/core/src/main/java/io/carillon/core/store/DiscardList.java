package io.carillon.core.store;

import io.carillon.api.model.Delivery;
import io.carillon.api.model.Platform;
import io.carillon.api.publisher.PreparedValue;
import io.carillon.api.store.Discard;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** Prepared values that are of no use any more. Not thread-safe. */
final class DiscardList {

    private final List<Discard> all = new ArrayList<>();

    /** Puts what was prepared for a post on the list, and forgets it. Steps leave nothing behind. */
    void leave(Row row) {
        row.prepared
                .filter(value -> !row.isStep() && !value.equals(PreparedValue.NOTHING))
                .ifPresent(value -> all.add(discard(row.delivery, value)));
        row.forgetPrepared();
    }

    private static Discard discard(Delivery delivery, PreparedValue prepared) {
        return new Discard(
                delivery.key(),
                delivery.workspace(),
                delivery.post(),
                delivery.id(),
                delivery.account(),
                delivery.platform(),
                delivery.due(),
                prepared);
    }

    List<Discard> take(Set<Platform> platforms, int limit) {
        List<Discard> taken = all.stream()
                .sorted(Comparator.comparing(discard -> discard.key().value()))
                .filter(discard -> platforms.contains(discard.platform()))
                .limit(limit)
                .toList();
        all.removeAll(taken);
        return taken;
    }
}
