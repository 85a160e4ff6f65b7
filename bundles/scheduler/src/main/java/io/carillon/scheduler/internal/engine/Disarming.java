package io.carillon.scheduler.internal.engine;

import static io.carillon.api.model.DeliveryState.PUBLISHING;
import static io.carillon.api.model.DeliveryState.RETRYING;
import static io.carillon.api.model.DeliveryState.SCHEDULED;
import static io.carillon.api.model.DeliveryState.WAITING;

import io.carillon.api.model.Attempt;
import io.carillon.api.model.Attempt.Result;
import io.carillon.api.model.Delivery;
import io.carillon.api.model.Problem;
import io.carillon.api.model.WaitReason;
import io.carillon.api.store.Settlement;
import java.time.Instant;
import java.util.Optional;

/** What becomes of an armed delivery that was surely not sent. Safe for use by many threads. */
final class Disarming {

    private final String node;

    Disarming(String node) {
        this.node = node;
    }

    /** Armed, but surely not sent: it goes back to where it was. */
    Settlement notSent(Story story, Instant wakeAt, String reason) {
        Attempt attempt = story.attempt(node, Optional.empty(), Result.NOT_SENT, reason);
        return new Settlement(story.id(), disarmed(story, wakeAt), Optional.of(attempt), Optional.empty(), false);
    }

    /** Disarmed, because its network takes it later. That is no attempt: nothing was sent, and nothing went wrong. */
    Settlement waits(Story story, Budgets.Wait wait) {
        Delivery after = story.delivery().toBuilder()
                .state(story.delivery().state().become(PUBLISHING).become(RETRYING))
                .retryAt(Optional.of(wait.until()))
                .wakeAt(Optional.of(wait.until()))
                .lateFrom(Optional.of(wait.until()))
                .problem(Optional.of(Problems.rateLimited(wait)))
                .build();
        return new Settlement(story.id(), after, Optional.empty(), Optional.empty(), false);
    }

    /** Given back before there was anything to tell. */
    Settlement givenBack(Story story, Instant wakeAt) {
        return new Settlement(story.id(), disarmed(story, wakeAt), Optional.empty(), Optional.empty(), false);
    }

    private static Delivery disarmed(Story story, Instant wakeAt) {
        return story.delivery().toBuilder()
                .state(story.delivery().state().become(SCHEDULED))
                .wakeAt(Optional.of(wakeAt))
                .lateFrom(lateFrom(story))
                .build();
    }

    /** What was being tried is late from when it was armed to be tried again, as it is from its next try before that. */
    private static Optional<Instant> lateFrom(Story story) {
        Delivery delivery = story.delivery();
        return delivery.attempts() == 0
                ? delivery.lateFrom()
                : Optional.of(Time.later(delivery.lateFrom().orElse(delivery.due()), story.armedAt()));
    }

    /** Disarmed, because nothing can be sent until its account is connected again. */
    Settlement accountWaits(Story story, Problem problem) {
        return waiting(story, story.delivery(), WaitReason.ACCOUNT_NEEDS_RECONNECT, problem);
    }

    /** Disarmed, because nothing can be sent until its publisher is there. */
    Settlement publisherWaits(Story story, Problem problem) {
        Delivery tried = story.delivery().toBuilder().lateFrom(lateFrom(story)).build();
        return waiting(story, tried, WaitReason.PUBLISHER_ABSENT, problem);
    }

    private static Settlement waiting(Story story, Delivery armed, WaitReason reason, Problem problem) {
        Delivery after = armed.toBuilder()
                .state(armed.state().become(SCHEDULED).become(WAITING))
                .waitReason(Optional.of(reason))
                .problem(Optional.of(problem))
                .wakeAt(Optional.empty())
                .build();
        return new Settlement(story.id(), after, Optional.empty(), Optional.empty(), false);
    }
}
