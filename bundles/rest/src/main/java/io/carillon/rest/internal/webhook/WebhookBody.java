package io.carillon.rest.internal.webhook;

import io.carillon.api.service.Webhooks;
import io.carillon.rest.internal.problem.Violations;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What a person asks for; what is absent or null stays as it is, or is what is usual. */
public record WebhookBody(String url, String description, List<String> events, Boolean active) {

    Webhooks.Wish toWish() {
        if (events != null && events.stream().anyMatch(Objects::isNull)) {
            Violations violations = new Violations();
            violations.add("events", "type", "strings", "null", "events has names of events, such as post.changed.");
            violations.throwIfAny();
        }
        return new Webhooks.Wish(
                Optional.ofNullable(url),
                Optional.ofNullable(description),
                Optional.ofNullable(events),
                Optional.ofNullable(active));
    }
}
