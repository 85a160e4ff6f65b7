package io.carillon.core.internal.post;

import io.carillon.api.model.Attempt;
import io.carillon.api.model.Attempt.Kind;
import io.carillon.api.model.Attempt.Result;
import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.UserId;
import io.carillon.api.store.PostChange;
import io.carillon.api.store.PostChange.DeliveryChange;
import io.carillon.core.id.Ids;
import java.time.Instant;
import java.util.function.Predicate;

/** Lets a change tell, in the story of each delivery that it is about, who decided so. */
record Told(Ids ids, UserId by, Instant at) {

    PostChange retried(PostChange change) {
        return each(change, one -> true, Kind.RETRIED_BY_PERSON, Result.GOES_ON, "A person asked for another try.");
    }

    PostChange cancelled(PostChange change) {
        return each(
                change,
                one -> one.after().state() == DeliveryState.CANCELLED,
                Kind.CANCELLED_BY_PERSON,
                Result.CALLED_OFF,
                "A person called it off.");
    }

    PostChange approved(PostChange change) {
        String detail = "A person approved revision " + change.post().revision() + " of the post.";
        return each(change, one -> true, Kind.APPROVED_BY_PERSON, Result.GOES_ON, detail);
    }

    PostChange rejected(PostChange change, String reason) {
        String detail = "A person rejected revision " + change.expectedRevision() + " of the post: " + reason;
        return each(change, one -> true, Kind.REJECTED_BY_PERSON, Result.CALLED_OFF, detail);
    }

    private PostChange each(
            PostChange change, Predicate<DeliveryChange> concerned, Kind kind, Result result, String detail) {
        return change.telling(change.changed().stream()
                .filter(concerned)
                .map(DeliveryChange::before)
                .map(before -> line(before, before.attempts() + 1, kind, result, detail))
                .toList());
    }

    /** @param number of the publish attempt that it is about */
    Attempt line(Delivery delivery, int number, Kind kind, Result result, String detail) {
        return Attempt.byPerson(ids.newAttemptId(), delivery.id(), kind, number, by, at, result, detail);
    }
}
