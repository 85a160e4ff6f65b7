package io.carillon.rest.internal.delivery;

import io.carillon.api.model.Attempt;
import java.time.Instant;

/**
 * One line of a delivery's story as the API answers it; null where a moment never came.
 *
 * @param times how many visits to prepare it stands for: armedAt is when the first began, sentAt when the last did
 */
public record AttemptView(
        String id,
        Attempt.Kind kind,
        int number,
        String node,
        Instant armedAt,
        Instant sentAt,
        Instant answeredAt,
        Attempt.Result result,
        String detail,
        int times) {

    static AttemptView of(Attempt attempt) {
        return new AttemptView(
                attempt.id().value(),
                attempt.kind(),
                attempt.number(),
                attempt.node(),
                attempt.armedAt(),
                attempt.sentAt().orElse(null),
                attempt.answeredAt().orElse(null),
                attempt.result(),
                attempt.detail(),
                attempt.times());
    }
}
