package io.carillon.rest.internal.post;

import io.carillon.api.model.Review;
import io.carillon.api.model.StoredPost;
import java.time.Instant;

/**
 * What was said last of a post, as the API answers it.
 *
 * @param by the id of whoever said it
 * @param revision of the post that it was said of
 * @param current whether it is about the post as it is now: an edit of what goes out withdraws an approval
 * @param reason why it was rejected; null for an approval
 */
record ReviewView(Review.Verdict verdict, String by, Instant at, long revision, boolean current, String reason) {

    static ReviewView of(Review review, StoredPost post) {
        boolean isRejection = review.verdict() == Review.Verdict.REJECTED;
        return new ReviewView(
                review.verdict(),
                review.by().value(),
                review.at(),
                review.revision(),
                review.revision() == post.revision(),
                isRejection ? review.reason() : null);
    }
}
