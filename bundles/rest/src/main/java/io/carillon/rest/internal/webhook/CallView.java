package io.carillon.rest.internal.webhook;

import io.carillon.api.model.WebhookCall;
import java.time.Instant;
import java.util.Map;

/**
 * A call as it is answered.
 *
 * @param id the header {@code webhook-id}, and the id of the event in {@code /events}
 * @param type of the event
 * @param data of the event
 * @param status that was answered last; null where none was
 * @param problem what went wrong last; null where nothing did
 * @param triedAt null before the first try
 * @param nextAt null once it is over
 */
record CallView(
        String id,
        String type,
        Instant at,
        Map<String, String> data,
        WebhookCall.State state,
        int attempts,
        Integer status,
        String problem,
        Instant triedAt,
        Instant nextAt) {

    static CallView of(WebhookCall call) {
        return new CallView(
                call.id(),
                call.event().type().text(),
                call.event().at(),
                call.event().data(),
                call.state(),
                call.attempts(),
                call.status().orElse(null),
                call.problem().orElse(null),
                call.triedAt().orElse(null),
                call.nextAt().orElse(null));
    }
}
