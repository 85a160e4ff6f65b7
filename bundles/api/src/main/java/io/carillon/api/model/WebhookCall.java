package io.carillon.api.model;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * One event as one webhook is called for it. It has the event's id.
 *
 * @param attempts how many times it was made
 * @param status that the other side answered last
 * @param problem what went wrong last, for people
 * @param triedAt when it was made last
 * @param nextAt when it is to be made next; absent once it is over
 */
public record WebhookCall(
        WebhookId webhook,
        Event event,
        State state,
        int attempts,
        Optional<Integer> status,
        Optional<String> problem,
        Optional<Instant> triedAt,
        Optional<Instant> nextAt) {

    public WebhookCall {
        Objects.requireNonNull(webhook, "webhook");
        Objects.requireNonNull(event, "event");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(problem, "problem");
        Objects.requireNonNull(triedAt, "triedAt");
        Objects.requireNonNull(nextAt, "nextAt");
    }

    /** How far it has come. */
    public enum State {
        /** It is to be made, perhaps again. */
        PENDING,
        /** The other side has taken it. */
        DELIVERED,
        /** It is not made again by itself. */
        FAILED
    }

    public String id() {
        return event.id();
    }

    public WebhookCall delivered(int answered, Instant at) {
        return tried(State.DELIVERED, Optional.of(answered), Optional.empty(), at, Optional.empty());
    }

    /** @param next when it is to be made again; absent for never */
    public WebhookCall failed(Optional<Integer> answered, String why, Instant at, Optional<Instant> next) {
        return tried(next.isPresent() ? State.PENDING : State.FAILED, answered, Optional.of(why), at, next);
    }

    private WebhookCall tried(
            State then, Optional<Integer> answered, Optional<String> why, Instant at, Optional<Instant> next) {
        return new WebhookCall(webhook, event, then, attempts + 1, answered, why, Optional.of(at), next);
    }

    /** To be made from the beginning. */
    public WebhookCall again(Instant at) {
        return new WebhookCall(webhook, event, State.PENDING, 0, status, problem, triedAt, Optional.of(at));
    }
}
