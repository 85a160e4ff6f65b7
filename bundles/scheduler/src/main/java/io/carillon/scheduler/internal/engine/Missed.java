package io.carillon.scheduler.internal.engine;

import static io.carillon.api.model.DeliveryState.CANCELLED;
import static io.carillon.api.model.DeliveryState.MISSED;
import static io.carillon.api.model.DeliveryState.SCHEDULED;

import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.MissedPolicy;
import io.carillon.api.model.Problem;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.store.Claim;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Judges posts whose time went by while they could not be published, by their workspace's policy. */
final class Missed {

    /** What is not later than this is in time for every policy: a restart takes a moment. */
    private static final Duration IN_TIME = Duration.ofMinutes(1);

    /** What a delivery that has waited still says when it is woken. */
    private static final Set<String> WAITED_FOR = Set.of(Problems.RECONNECT, Problem.PUBLISHER_ABSENT);

    private static final Duration KEPT = Duration.ofSeconds(30);

    private record Known(MissedPolicy policy, Instant at) {}

    private final Function<WorkspaceId, MissedPolicy> policies;
    private final Duration giveUpAfter;
    private final Map<WorkspaceId, Known> known = new ConcurrentHashMap<>();

    /** @param giveUpAfter how long after its time what was tried is tried again without anybody having to ask for it */
    Missed(Function<WorkspaceId, MissedPolicy> policies, Duration giveUpAfter) {
        this.policies = policies;
        this.giveUpAfter = giveUpAfter;
    }

    /**
     * What becomes of a delivery that is too late.
     *
     * @return empty if it may go out
     */
    Optional<Delivery> judge(Claim claim, Instant now) {
        Delivery delivery = claim.delivery();
        Duration late = Duration.between(meant(claim), now);
        // A step belongs to what is there already: better late than never.
        if (delivery.step().isPresent() || late.compareTo(tolerated(delivery)) <= 0) {
            return Optional.empty();
        }
        MissedPolicy policy = policy(delivery.workspace(), now);
        return switch (policy.rule()) {
            case PUBLISH_LATE ->
                late.compareTo(policy.limit()) > 0 ? Optional.of(held(delivery, late)) : Optional.empty();
            case HOLD -> Optional.of(held(delivery, late));
            case SKIP -> Optional.of(become(delivery, CANCELLED, "It was skipped", late));
        };
    }

    /** When it was to go out. What its network made to wait, or a person took up again, is late only if it missed that. */
    private static Instant meant(Claim claim) {
        Delivery delivery = claim.delivery();
        Optional<Instant> lateFrom = delivery.lateFrom()
                // A server of before told so by the problem alone.
                .or(() -> Optional.of(claim.wake()).filter(wake -> Problems.isRateLimited(delivery)));
        return lateFrom.map(from -> Time.later(delivery.due(), from)).orElse(delivery.due());
    }

    /** How late it may be by itself: what was tried goes on being tried for as long as an unreachable network would be. */
    private Duration tolerated(Delivery delivery) {
        boolean isBeingTried = delivery.attempts() > 0 && !hasWaited(delivery);
        return isBeingTried && giveUpAfter.compareTo(IN_TIME) > 0 ? giveUpAfter : IN_TIME;
    }

    /** Whether it was tried or not, its time went by while it waited for somebody. */
    private static boolean hasWaited(Delivery delivery) {
        return delivery.problem()
                .map(Problem::code)
                .filter(WAITED_FOR::contains)
                .isPresent();
    }

    private static Delivery held(Delivery delivery, Duration late) {
        return become(delivery, MISSED, "Publish it now or choose another time", late);
    }

    private static Delivery become(Delivery delivery, DeliveryState state, String what, Duration late) {
        DeliveryState scheduled =
                delivery.state() == SCHEDULED ? SCHEDULED : delivery.state().become(SCHEDULED);
        return delivery.toBuilder()
                .state(scheduled.become(state))
                .wakeAt(Optional.empty())
                .retryAt(Optional.empty())
                .problem(Optional.of(new Problem(
                        Problems.MISSED,
                        "Its time had passed by " + inWords(late) + " before it could be published. " + what + ".")))
                .build();
    }

    private static String inWords(Duration late) {
        return late.toHours() > 0 ? late.toHours() + " h " + late.toMinutesPart() + " min" : late.toMinutes() + " min";
    }

    private MissedPolicy policy(WorkspaceId workspace, Instant now) {
        Known before = known.get(workspace);
        if (before != null && Duration.between(before.at(), now).abs().compareTo(KEPT) < 0) {
            return before.policy();
        }
        MissedPolicy policy = policies.apply(workspace);
        known.put(workspace, new Known(policy, now));
        return policy;
    }
}
