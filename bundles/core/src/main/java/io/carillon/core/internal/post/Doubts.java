package io.carillon.core.internal.post;

import io.carillon.api.model.Attempt;
import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.Publication;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What a person's word makes of a delivery in doubt. */
final class Doubts {

    private Doubts() {}

    /** The delivery as it is by the person's word: published, or failed so that publishing it again is asked for. */
    static Delivery settled(
            Delivery delivery, List<Attempt> story, boolean published, Optional<String> remoteId, Instant now) {
        if (!published) {
            return Deliveries.foundAbsent(delivery);
        }
        Optional<Instant> sentAt = doubted(story).flatMap(Attempt::sentAt);
        return delivery.toBuilder()
                .state(delivery.state().become(DeliveryState.PUBLISHED))
                .wakeAt(Optional.empty())
                .publication(remoteId.map(id -> new Publication(id, Optional.empty(), sentAt.orElse(now))))
                .lateness(sentAt.map(at -> Duration.between(delivery.due(), at)))
                .problem(Optional.empty())
                .build();
    }

    static Attempt evidence(
            Told told, Delivery delivery, List<Attempt> story, boolean published, Optional<String> remoteId) {
        String where = remoteId.map(remote -> " as " + remote).orElse("");
        return told.line(
                delivery,
                doubted(story).map(Attempt::number).orElse(Math.max(1, delivery.attempts())),
                Attempt.Kind.RESOLVED_BY_PERSON,
                published ? Attempt.Result.PUBLISHED : Attempt.Result.ABSENT,
                published
                        ? "A person found that it was published" + where + "."
                        : "A person found that it was not published.");
    }

    private static Optional<Attempt> doubted(List<Attempt> story) {
        return story.stream()
                .filter(attempt -> attempt.kind() == Attempt.Kind.PUBLISH)
                .reduce((first, second) -> second);
    }
}
