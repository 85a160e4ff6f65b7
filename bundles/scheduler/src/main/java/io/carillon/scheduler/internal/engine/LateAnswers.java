package io.carillon.scheduler.internal.engine;

import io.carillon.api.model.Attempt;
import io.carillon.api.model.AttemptId;
import io.carillon.api.publisher.PublishOutcome;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What calls answered after their deadline. An answer never changes a delivery by itself: it waits here until the doubt
 * about its attempt is settled under a claim, and is forgotten after many others. Safe for use by many threads.
 */
final class LateAnswers {

    private static final int REMEMBERED = 10_000;

    private final Map<AttemptId, PublishOutcome> answers = new LinkedHashMap<>();
    private final Set<AttemptId> outstanding = new LinkedHashSet<>();

    /** A call has missed its deadline. */
    synchronized void await(AttemptId attempt) {
        // It may have come back between its deadline and now.
        if (!answers.containsKey(attempt)) {
            outstanding.add(attempt);
        }
    }

    synchronized void arrived(AttemptId attempt, PublishOutcome outcome) {
        outstanding.remove(attempt);
        answers.put(attempt, outcome);
        if (answers.size() > REMEMBERED) {
            answers.remove(answers.keySet().iterator().next());
        }
    }

    /** Whether the call may still come back. */
    synchronized boolean isOutstanding(AttemptId attempt) {
        return outstanding.contains(attempt);
    }

    synchronized Optional<PublishOutcome> find(AttemptId attempt) {
        return Optional.ofNullable(answers.get(attempt));
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
