package io.carillon.api.model;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Objects;
import java.util.Optional;

/**
 * One post to one account at one due instant: the unit of publishing.
 *
 * @param due when it is to be published
 * @param revision of the post that it carries
 * @param waitReason present while it is WAITING
 * @param key minted for this revision
 * @param wakeAt when the engine next has to touch it; absent when it never has to
 * @param attempts how many publish attempts have ended
 * @param retryAt present while it is RETRYING
 * @param publication present once it is published
 * @param lateness entry into {@code publish} minus due, of the attempt that published it; negative is early
 * @param problem what went wrong last
 * @param lateFrom the instant from which on it is late, where that is after its due time: the end of what its network made
 *     it wait for, of a visit to prepare it that had begun in time, when a person asked for another try, or when it would have
 *     been tried next, had its publisher not gone
 * @param step present where this is no post, but a step that follows the delivery of one
 * @param occurrence of a post that recurs: the local start by which its series knows it, whatever became of its time
 * @param queued how it came by its due time, if its account's queue gave it
 * @param removedAt since when it is no longer on its network, because a person asked for that; its state stays what it was
 * @param uploadBytes how much of the media library it carries, which has to be with its network before it is due
 */
public record Delivery(
        DeliveryId id,
        WorkspaceId workspace,
        PostId post,
        AccountId account,
        Platform platform,
        Instant due,
        long revision,
        DeliveryState state,
        Optional<WaitReason> waitReason,
        IdempotencyKey key,
        Preparation preparation,
        Optional<Instant> wakeAt,
        int attempts,
        Optional<Instant> retryAt,
        Optional<Publication> publication,
        Optional<Duration> lateness,
        Optional<Problem> problem,
        Optional<Instant> lateFrom,
        Optional<Step> step,
        Optional<LocalDateTime> occurrence,
        Optional<QueuePlace> queued,
        Optional<Instant> removedAt,
        long uploadBytes) {

    public Delivery {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(workspace, "workspace");
        Objects.requireNonNull(post, "post");
        Objects.requireNonNull(account, "account");
        Objects.requireNonNull(platform, "platform");
        Objects.requireNonNull(due, "due");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(waitReason, "waitReason");
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(preparation, "preparation");
        Objects.requireNonNull(wakeAt, "wakeAt");
        Objects.requireNonNull(retryAt, "retryAt");
        Objects.requireNonNull(publication, "publication");
        Objects.requireNonNull(lateness, "lateness");
        Objects.requireNonNull(problem, "problem");
        Objects.requireNonNull(step, "step");
        Objects.requireNonNull(queued, "queued");
        Objects.requireNonNull(occurrence, "occurrence");
        Objects.requireNonNull(removedAt, "removedAt");
        Objects.requireNonNull(lateFrom, "lateFrom");
    }

    /** A delivery that has yet to be made: scheduled, with everything else empty. */
    public static Delivery scheduled(
            DeliveryId id,
            StoredPost post,
            Account account,
            Instant due,
            IdempotencyKey key,
            Preparation preparation,
            Instant wakeAt) {
        return new Delivery(
                id,
                post.workspace(),
                post.id(),
                account.id(),
                account.platform(),
                due,
                post.revision(),
                DeliveryState.SCHEDULED,
                Optional.empty(),
                key,
                preparation,
                Optional.of(wakeAt),
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                0);
    }

    /**
     * A step that has yet to be taken.
     *
     * @param parent as it was published
     * @param due since when it could be taken
     * @param wakeAt absent where it waits for another step
     */
    public static Delivery following(
            Delivery parent,
            Step step,
            IdempotencyKey key,
            Preparation preparation,
            Instant due,
            Optional<Instant> wakeAt) {
        return new Delivery(
                step.id(),
                parent.workspace(),
                parent.post(),
                parent.account(),
                parent.platform(),
                due,
                parent.revision(),
                DeliveryState.SCHEDULED,
                Optional.empty(),
                key,
                preparation,
                wakeAt,
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(step),
                parent.occurrence(),
                Optional.empty(),
                Optional.empty(),
                0);
    }

    /** Whether it waits in its account's queue; what was published or has failed has left it by itself. */
    public boolean isQueued() {
        return queued.isPresent() && (state == DeliveryState.SCHEDULED || state == DeliveryState.WAITING);
    }

    /** Starts a changed copy of this delivery. */
    public DeliveryBuilder toBuilder() {
        return new DeliveryBuilder(this);
    }
}
