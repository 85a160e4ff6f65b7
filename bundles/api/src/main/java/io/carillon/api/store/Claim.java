package io.carillon.api.store;

import io.carillon.api.model.AttemptId;
import io.carillon.api.model.Delivery;
import io.carillon.api.model.Publication;
import io.carillon.api.model.StoredPost;
import io.carillon.api.publisher.PreparedValue;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A delivery that is this node's alone until the claim ends.
 *
 * @param id of the claim, and of the attempt that is made under it
 * @param delivery as it is under the claim
 * @param prepared the last stored value of preparing this revision
 * @param until when the claim ends by itself
 * @param doubted with {@link ClaimKind#RECONCILE}, the attempt in doubt
 * @param published for a step, what it follows: the post itself and then, for a part of a thread, the parts before it
 * @param wake the wake time that the delivery had: claims are made ahead of time, and this is when to act
 */
public record Claim(
        AttemptId id,
        ClaimKind kind,
        Delivery delivery,
        StoredPost post,
        Optional<PreparedValue> prepared,
        Optional<Instant> preparedExpiresAt,
        Instant until,
        Optional<Doubted> doubted,
        List<Publication> published,
        Instant wake) {

    public Claim {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(delivery, "delivery");
        Objects.requireNonNull(post, "post");
        Objects.requireNonNull(prepared, "prepared");
        Objects.requireNonNull(preparedExpiresAt, "preparedExpiresAt");
        Objects.requireNonNull(until, "until");
        Objects.requireNonNull(doubted, "doubted");
        Objects.requireNonNull(wake, "wake");
        published = List.copyOf(published);
    }

    /**
     * An attempt in doubt.
     *
     * @param startedAt when it was sent, or else armed
     * @param asked how often the network has been asked about it
     */
    public record Doubted(AttemptId attempt, Instant startedAt, int asked) {

        public Doubted {
            Objects.requireNonNull(attempt, "attempt");
            Objects.requireNonNull(startedAt, "startedAt");
        }
    }
}
