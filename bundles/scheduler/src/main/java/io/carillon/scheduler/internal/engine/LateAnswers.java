package io.carillon.scheduler.internal.engine;

import io.carillon.api.model.Attempt;
import io.carillon.api.model.AttemptId;
import io.carillon.api.model.DeliveryId;
import io.carillon.api.publisher.Indeterminate;
import io.carillon.api.publisher.PublishOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What this node knows of calls whose deliveries were taken out of its hands: what they answered after their deadline, or
 * that they were never made, because it was stopped until its claim had ended. None of that changes a delivery by itself: it
 * waits here until the doubt about the attempt is settled under a claim, and is forgotten after many others. Safe for use
 * by many threads.
 */
final class LateAnswers {

    private static final int REMEMBERED = 10_000;

    /** As long as a doubt that nobody can settle yet is looked after with every look at the store. */
    private static final Duration PRESSED = Duration.ofMinutes(10);

    /** @param answer empty if the call was never made */
    record Hindsight(DeliveryId delivery, Optional<PublishOutcome> answer, Instant at) {}

    private final Map<AttemptId, Hindsight> known = new LinkedHashMap<>();
    private final Set<AttemptId> unsettled = new LinkedHashSet<>();
    private final Set<AttemptId> outstanding = new LinkedHashSet<>();

    /** A call has missed its deadline. */
    synchronized void await(AttemptId attempt) {
        // It may have come back between its deadline and now.
        if (!known.containsKey(attempt)) {
            outstanding.add(attempt);
        }
    }

    /** A call came back after its deadline, or after somebody else had taken its delivery over. */
    synchronized void arrived(AttemptId attempt, DeliveryId delivery, PublishOutcome outcome, Instant at) {
        outstanding.remove(attempt);
        put(attempt, new Hindsight(delivery, Optional.of(outcome), at));
    }

    /** A call was not made, and will never be; but somebody else may think that it was. */
    synchronized void neverSent(AttemptId attempt, DeliveryId delivery, Instant at) {
        put(attempt, new Hindsight(delivery, Optional.empty(), at));
    }

    private void put(AttemptId attempt, Hindsight hindsight) {
        known.put(attempt, hindsight);
        if (hindsight.answer().filter(Indeterminate.class::isInstance).isEmpty()) {
            unsettled.add(attempt);
        }
        if (known.size() > REMEMBERED) {
            AttemptId oldest = known.keySet().iterator().next();
            known.remove(oldest);
            unsettled.remove(oldest);
        }
    }

    /** Whether the call may still come back. */
    synchronized boolean isOutstanding(AttemptId attempt) {
        return outstanding.contains(attempt);
    }

    synchronized Optional<Hindsight> find(AttemptId attempt) {
        return Optional.ofNullable(known.get(attempt));
    }

    /** The attempts about which somebody may be in doubt without need, by their deliveries. */
    synchronized Map<DeliveryId, AttemptId> unsettled(Instant now) {
        unsettled.removeIf(attempt -> known.get(attempt).at().plus(PRESSED).isBefore(now));
        return unsettled.stream()
                .collect(Collectors.toMap(attempt -> known.get(attempt).delivery(), Function.identity(), (a, b) -> b));
    }

    /** The doubt about it is being settled. */
    synchronized void taken(AttemptId attempt) {
        unsettled.remove(attempt);
    }

    /** An attempt as evidence beside the story of its delivery, under an id of its own. */
    static Attempt evidence(Attempt attempt, AttemptId id) {
        return new Attempt(
                id,
                attempt.delivery(),
                Attempt.Kind.LATE_ANSWER,
                attempt.number(),
                attempt.node(),
                attempt.armedAt(),
                attempt.sentAt(),
                attempt.answeredAt(),
                attempt.result(),
                attempt.detail());
    }
}
