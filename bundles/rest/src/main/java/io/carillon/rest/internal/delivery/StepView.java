package io.carillon.rest.internal.delivery;

import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.Problem;
import io.carillon.api.model.Publication;
import io.carillon.api.model.Step;
import java.net.URI;
import java.time.Instant;

/**
 * What follows a publish, as the API answers it; null where there is nothing to say yet.
 *
 * @param id by which it can be read, retried, resolved, removed and corrected as a delivery
 * @param removedAt since when it is no longer on its network, because a person asked for that
 */
public record StepView(
        String id,
        Step.Kind kind,
        DeliveryState state,
        String remoteId,
        URI permalink,
        Instant removedAt,
        Problem problem) {

    static StepView of(Delivery step) {
        return new StepView(
                step.id().value(),
                step.step().orElseThrow().kind(),
                step.state().shown(),
                step.publication().map(Publication::remoteId).orElse(null),
                step.publication().flatMap(Publication::permalink).orElse(null),
                step.removedAt().orElse(null),
                step.problem().orElse(null));
    }
}
