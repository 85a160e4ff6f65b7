package io.carillon.api.model;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * One try at a delivery, kept for ever: together they tell its story.
 *
 * @param number which publish attempt of the delivery it belongs to, from 1
 * @param node which server made it
 * @param sentAt entry into the call; absent where nothing was sent
 * @param answeredAt when the call came back; absent where it never did
 * @param detail what came back, in a sentence; no secret
 */
public record Attempt(
        AttemptId id,
        DeliveryId delivery,
        Kind kind,
        int number,
        String node,
        Instant armedAt,
        Optional<Instant> sentAt,
        Optional<Instant> answeredAt,
        Result result,
        String detail) {

    public Attempt {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(delivery, "delivery");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(node, "node");
        Objects.requireNonNull(armedAt, "armedAt");
        Objects.requireNonNull(sentAt, "sentAt");
        Objects.requireNonNull(answeredAt, "answeredAt");
        Objects.requireNonNull(result, "result");
        Objects.requireNonNull(detail, "detail");
    }

    public enum Kind {
        /** Visits to prepare that came to the same, told as one: from the first one's beginning to the last one's end. */
        PREPARE,
        /** The call that makes a post visible. */
        PUBLISH,
        /** A look at the network to settle a doubt. */
        RECONCILE,
        /** An answer that came after the attempt had ended: evidence, never an outcome of its own. */
        LATE_ANSWER,
        /** A person settled the doubt. */
        RESOLVED_BY_PERSON
    }

    public enum Result {
        /** Everything that can be done before the due time is done. */
        PREPARED,
        /** Preparing goes on at a later visit. */
        GOES_ON,
        PUBLISHED,
        THROTTLED,
        UNAVAILABLE,
        REJECTED,
        REAUTHORISATION_NEEDED,
        INDETERMINATE,
        /** Armed, but surely never sent. */
        NOT_SENT,
        /** The network does not have it. */
        ABSENT,
        /** The network cannot say. */
        UNKNOWN
    }
}
