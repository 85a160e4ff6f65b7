package io.carillon.persistence.internal.post;

import io.carillon.api.model.DeliveryState;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** States as people see them, and as they are stored. */
final class States {

    private States() {}

    /** The stored states that are shown as one of these. */
    static Set<DeliveryState> inside(Set<DeliveryState> shown) {
        Set<DeliveryState> states = EnumSet.noneOf(DeliveryState.class);
        for (DeliveryState state : DeliveryState.values()) {
            if (shown.contains(state) || shown.contains(state.shown())) {
                states.add(state);
            }
        }
        return states;
    }

    /**
     * A condition with the state in it, not as a parameter: PostgreSQL may keep one plan for all values of a parameter,
     * and would then look for the few that failed as it looks for the many that were published.
     */
    static String is(String column, DeliveryState state) {
        return column + " = '" + state.name() + "'";
    }

    static List<String> names(Collection<DeliveryState> states) {
        return states.stream().map(DeliveryState::name).toList();
    }
}
