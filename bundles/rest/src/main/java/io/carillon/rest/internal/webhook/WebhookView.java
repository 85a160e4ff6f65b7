package io.carillon.rest.internal.webhook;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.carillon.api.model.EventType;
import io.carillon.api.model.Webhook;
import io.carillon.rest.internal.idempotency.Confidential;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A webhook as it is answered.
 *
 * @param events empty for all
 * @param disabled why and since when it is not called; null while it is
 * @param failingSince since when no call has succeeded; null where the last one has
 * @param secret shown only in the answer to whoever made it
 */
record WebhookView(
        String id,
        String url,
        String description,
        List<String> events,
        boolean active,
        Disabled disabled,
        Instant failingSince,
        Instant createdAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) String secret)
        implements Confidential {

    record Disabled(Webhook.Reason reason, Instant at) {}

    static WebhookView of(Webhook webhook) {
        return of(webhook, Optional.empty());
    }

    static WebhookView of(Webhook webhook, Optional<String> secret) {
        return new WebhookView(
                webhook.id().value(),
                webhook.url().toString(),
                webhook.description(),
                webhook.types().stream().sorted().map(EventType::text).toList(),
                webhook.disabled().isEmpty(),
                webhook.disabled()
                        .map(stop -> new Disabled(stop.reason(), stop.at()))
                        .orElse(null),
                webhook.failingSince().orElse(null),
                webhook.createdAt(),
                secret.orElse(null));
    }

    @Override
    public WebhookView withoutSecrets() {
        return new WebhookView(id, url, description, events, active, disabled, failingSince, createdAt, null);
    }

    @Override
    public String toString() {
        return "WebhookView[" + id + "]";
    }
}
