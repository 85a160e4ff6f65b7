package io.carillon.api.service;

import io.carillon.api.model.Webhook;
import io.carillon.api.model.WebhookCall;
import io.carillon.api.model.WebhookId;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.store.Page;
import io.carillon.api.store.PageRequest;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** Who is called when something happens. Everything throws {@link NotFoundException} for what is not in the workspace. */
@ProviderType
public interface Webhooks {

    /**
     * What a person asks for; what is absent stays as it is, or is what is usual.
     *
     * @param events types of them by their names in the API; all where it is empty
     */
    record Wish(
            Optional<String> url,
            Optional<String> description,
            Optional<List<String>> events,
            Optional<Boolean> active) {

        public Wish {
            Objects.requireNonNull(url, "url");
            Objects.requireNonNull(description, "description");
            events = events.map(List::copyOf);
            Objects.requireNonNull(active, "active");
        }
    }

    /** One that is new, with the secret that signs its calls, which is told this once. */
    record Created(Webhook webhook, String secret) {

        public Created {
            Objects.requireNonNull(webhook, "webhook");
            Objects.requireNonNull(secret, "secret");
        }

        @Override
        public String toString() {
            return "Created[" + webhook.id() + "]";
        }
    }

    /**
     * Makes one.
     *
     * @throws InvalidException if its address cannot be called, or anything else about it is wrong
     * @throws ConflictException if the workspace has as many as it may
     */
    Created create(WorkspaceId workspace, Wish wish);

    /** The oldest first. */
    List<Webhook> list(WorkspaceId workspace);

    Webhook get(WorkspaceId workspace, WebhookId id);

    /** @throws InvalidException as {@link #create} does */
    Webhook change(WorkspaceId workspace, WebhookId id, Wish wish);

    void remove(WorkspaceId workspace, WebhookId id);

    /** The newest first. */
    Page<WebhookCall> calls(WorkspaceId workspace, WebhookId id, PageRequest page);

    /**
     * Makes a call once more, with the id that it had.
     *
     * @throws ConflictException if the webhook is disabled
     */
    WebhookCall replay(WorkspaceId workspace, WebhookId id, String call);
}
