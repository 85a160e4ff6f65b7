package io.carillon.scheduler.internal.engine;

import io.carillon.api.model.Attempt;
import io.carillon.api.model.AttemptId;
import io.carillon.api.model.Delivery;
import io.carillon.api.store.Claim;
import io.carillon.api.store.Orphan;
import java.time.Instant;
import java.util.Optional;

/**
 * One publish attempt so far.
 *
 * @param delivery as it is under the claim: ARMED
 * @param sentAt entry into the call, if there was one
 */
record Story(AttemptId id, Delivery delivery, Instant armedAt, Optional<Instant> sentAt) {

    static Story of(Claim claim, Instant armedAt) {
        return new Story(claim.id(), claim.delivery(), armedAt, Optional.empty());
    }

    static Story of(Orphan orphan) {
        return new Story(orphan.attempt(), orphan.delivery(), orphan.armedAt(), Optional.empty());
    }

    Story sent(Instant at) {
        return new Story(id, delivery, armedAt, Optional.of(at));
    }

    Instant startedAt() {
        return sentAt.orElse(armedAt);
    }

    /** As a line of the delivery's story. */
    Attempt attempt(String node, Optional<Instant> answeredAt, Attempt.Result result, String detail) {
        return new Attempt(
                id,
                delivery.id(),
                Attempt.Kind.PUBLISH,
                delivery.attempts() + 1,
                node,
                armedAt,
                sentAt,
                answeredAt,
                result,
                Problems.shorten(detail));
    }
}
