package io.carillon.api.model;

import java.net.URI;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Where another program wants to be called when something happens in a workspace. Its secret is kept apart, sealed.
 *
 * @param types of events that it is called for; empty for all, those of later versions too
 * @param disabled why it is called no more; absent while it is called
 * @param failures how many calls have failed in a row
 * @param failingSince when the first of these failed
 * @param failedAt when the last of these failed
 * @param version raised by every change but what calls tell of it
 */
public record Webhook(
        WebhookId id,
        WorkspaceId workspace,
        URI url,
        String description,
        Set<EventType> types,
        Optional<Disabled> disabled,
        int failures,
        Optional<Instant> failingSince,
        Optional<Instant> failedAt,
        Instant createdAt,
        long version) {

    public Webhook {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(workspace, "workspace");
        Objects.requireNonNull(url, "url");
        Objects.requireNonNull(description, "description");
        types = Set.copyOf(types);
        Objects.requireNonNull(disabled, "disabled");
        Objects.requireNonNull(failingSince, "failingSince");
        Objects.requireNonNull(failedAt, "failedAt");
        Objects.requireNonNull(createdAt, "createdAt");
    }

    /** Why it is called no more. */
    public enum Reason {
        /** A person said so. */
        BY_PERSON,
        /** The other side answered 410: nobody is there any more. */
        GONE,
        /** No call has succeeded for days. */
        FAILING,
        /** Its secret cannot be opened, since the vault's key is lost. */
        SECRET_LOST
    }

    /** That it is called no more. */
    public record Disabled(Reason reason, Instant at) {

        public Disabled {
            Objects.requireNonNull(reason, "reason");
            Objects.requireNonNull(at, "at");
        }
    }

    public boolean wants(EventType type) {
        return disabled.isEmpty() && (types.isEmpty() || types.contains(type));
    }

    /** The same, with what a person may change of it. */
    public Webhook with(URI otherUrl, String otherDescription, Set<EventType> otherTypes) {
        return new Webhook(
                id,
                workspace,
                otherUrl,
                otherDescription,
                otherTypes,
                disabled,
                failures,
                failingSince,
                failedAt,
                createdAt,
                version);
    }

    /** One that is called, with nothing held against it. */
    public Webhook enabled() {
        return tried(0, Optional.empty(), Optional.empty(), Optional.empty());
    }

    public Webhook disabled(Reason reason, Instant at) {
        return tried(failures, failingSince, failedAt, Optional.of(new Disabled(reason, at)));
    }

    /** The same after a call that went well. */
    public Webhook succeeded() {
        return tried(0, Optional.empty(), Optional.empty(), disabled);
    }

    /** The same after a call that failed. */
    public Webhook failed(Instant at) {
        return tried(failures + 1, Optional.of(failingSince.orElse(at)), Optional.of(at), disabled);
    }

    private Webhook tried(int nowFailures, Optional<Instant> since, Optional<Instant> last, Optional<Disabled> stop) {
        return new Webhook(id, workspace, url, description, types, stop, nowFailures, since, last, createdAt, version);
    }
}
