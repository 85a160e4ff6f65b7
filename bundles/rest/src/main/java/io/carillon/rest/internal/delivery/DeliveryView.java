package io.carillon.rest.internal.delivery;

import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.Problem;
import io.carillon.api.model.Publication;
import io.carillon.api.model.QueuePlace;
import io.carillon.api.model.Step;
import io.carillon.api.model.WaitReason;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;

/**
 * One post to one account as the API answers it; null where there is nothing to say yet.
 *
 * @param attempt how many attempts have ended
 * @param queued whether it waits in its account's queue
 * @param place how it came by its slot there, while it does
 * @param latenessMs how long after its due time it was sent, to the microsecond; negative is early
 * @param removedAt since when it is no longer on its network, because a person asked for that
 * @param step what it is, where it follows another delivery; null for the delivery of a post itself
 * @param occurrence of a recurring post: the original local start by which its series knows it
 */
public record DeliveryView(
        String id,
        String post,
        String account,
        String platform,
        Instant due,
        DeliveryState state,
        WaitReason waitReason,
        boolean queued,
        QueuePlace place,
        int attempt,
        Instant retryAt,
        String remoteId,
        URI permalink,
        Instant publishedAt,
        Instant removedAt,
        BigDecimal latenessMs,
        Problem problem,
        List<StepView> steps,
        Follows step,
        String occurrence) {

    /**
     * What makes a delivery a step.
     *
     * @param follows the id of the delivery of the post itself
     */
    public record Follows(Step.Kind kind, String follows) {

        static Follows of(Step step) {
            return new Follows(step.kind(), step.follows().value());
        }
    }

    private static final int MICROS_PER_MILLI = 3;

    /** @param steps that follow it, in their order */
    public static DeliveryView of(Delivery delivery, List<Delivery> steps) {
        return new DeliveryView(
                delivery.id().value(),
                delivery.post().value(),
                delivery.account().value(),
                delivery.platform().id(),
                delivery.due(),
                delivery.state().shown(),
                delivery.waitReason().orElse(null),
                delivery.isQueued(),
                delivery.queued().filter(place -> delivery.isQueued()).orElse(null),
                delivery.attempts(),
                delivery.retryAt().orElse(null),
                delivery.publication().map(Publication::remoteId).orElse(null),
                delivery.publication().flatMap(Publication::permalink).orElse(null),
                delivery.publication().map(Publication::publishedAt).orElse(null),
                delivery.removedAt().orElse(null),
                delivery.lateness().map(DeliveryView::millis).orElse(null),
                delivery.problem().orElse(null),
                steps.stream().map(StepView::of).toList(),
                delivery.step().map(Follows::of).orElse(null),
                delivery.occurrence()
                        .map(DateTimeFormatter.ISO_LOCAL_DATE_TIME::format)
                        .orElse(null));
    }

    private static BigDecimal millis(Duration lateness) {
        long micros = lateness.toSeconds() * 1_000_000 + lateness.getNano() / 1_000;
        return BigDecimal.valueOf(micros, MICROS_PER_MILLI);
    }
}
