package io.carillon.core.internal.post;

import io.carillon.api.model.DeliveryId;
import io.carillon.api.model.Review;
import io.carillon.api.model.StoredPost;
import io.carillon.api.model.UserId;
import io.carillon.api.model.Violation;
import io.carillon.api.model.WaitReason;
import io.carillon.api.service.InvalidException;
import io.carillon.api.store.PostChange;
import io.carillon.api.store.PostChange.DeliveryChange;
import io.carillon.api.store.PostWithDeliveries;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** What a reviewer's word does to a post. */
final class ReviewPlan {

    private ReviewPlan() {}

    /** Releases what waits for nothing else. What it sends and under which keys stays as it is: it is no edit. */
    static PostChange approval(Deliveries deliveries, PostWithDeliveries view, UserId by, Instant now) {
        StoredPost post = view.post();
        StoredPost approved = post.withReview(new Review(Review.Verdict.APPROVED, by, now, post.revision(), ""));
        List<DeliveryChange> released = view.deliveries().stream()
                .filter(one -> one.waitReason()
                        .filter(WaitReason.APPROVAL_MISSING::equals)
                        .isPresent())
                .map(one -> new DeliveryChange(one, deliveries.release(one, now)))
                .toList();
        return new PostChange(approved, post.revision(), List.of(), released, List.of());
    }

    /** Takes the schedule away, as an edit does. */
    static PostChange rejection(
            Deliveries deliveries,
            Predicate<DeliveryId> attempted,
            PostWithDeliveries view,
            UserId by,
            String reason,
            Instant now) {
        StoredPost draft = view.post().edited(view.post().post().withSchedule(Optional.empty()), now);
        StoredPost rejected = draft.withReview(new Review(Review.Verdict.REJECTED, by, now, draft.revision(), reason));
        return EditPlan.of(deliveries, attempted, view, rejected, Times.NEVER, true, now);
    }

    /** @throws InvalidException if nobody could learn anything from it */
    static String reason(String given) {
        String reason = given.strip();
        if (reason.isEmpty()) {
            throw new InvalidException(
                    Violation.error("reason", "required", "", "", "Say why, so that the author knows what to change."));
        }
        if (reason.length() > Review.MAX_REASON) {
            throw new InvalidException(Violation.error(
                    "reason",
                    "max-length",
                    String.valueOf(Review.MAX_REASON),
                    String.valueOf(reason.length()),
                    "A reason has at most " + Review.MAX_REASON + " characters; say it shorter."));
        }
        return reason;
    }
}
