package io.carillon.api.service;

import io.carillon.api.model.Post;
import io.carillon.api.model.PostId;
import io.carillon.api.model.UserId;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.store.PostWithDeliveries;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What a person does with a part of a recurring post; {@link Posts} changes all of it. An occurrence is named by its
 * original local start. Whatever a call changes it changes in one transaction.
 *
 * <p>All throw {@link NotFoundException} if there is no such post, {@link InvalidException} with the field
 * {@code occurrence} if it does not come then, and {@link ConflictException} with {@link ConflictException#PUBLISHING_NOW}
 * or {@code published} if what is to be changed is being published, or was.
 */
@ProviderType
public interface Series {

    /** How far a change reaches. */
    enum Reach {
        /** One occurrence: it becomes a post of its own, which says where it comes from. */
        THIS,
        /** An occurrence and all that follow it: they become a series of their own. */
        FOLLOWING
    }

    /**
     * Makes the part a post of its own, unless it is one already, and changes that. Should somebody else change it
     * meanwhile, the change is made again on what is there then.
     *
     * @param change gets the part as a post of its own, for THIS without a recurrence, for FOLLOWING with the rest, and
     *     says what it is to be: for THIS, one that does not recur. It may be asked more than once, and may refuse by an
     *     exception
     * @param approver who changes it, as for {@link Posts#edit(WorkspaceId, PostId, OptionalLong, Post, Optional)}
     * @return that post
     * @throws InvalidException as for {@link Posts#create}
     */
    PostWithDeliveries edit(
            WorkspaceId workspace,
            PostId id,
            LocalDateTime occurrence,
            Reach reach,
            OptionalLong expectedRevision,
            UnaryOperator<Post> change,
            Optional<UserId> approver);

    /**
     * Leaves the part out of the series: it is not published.
     *
     * @param by who says so; it is told in the stories of what was tried before
     * @return the series, or the post that the occurrence was taken out into, cancelled
     */
    PostWithDeliveries cancel(
            WorkspaceId workspace,
            PostId id,
            LocalDateTime occurrence,
            Reach reach,
            OptionalLong expectedRevision,
            UserId by);

    /** Takes an occurrence out of the series and publishes it at once. */
    PostWithDeliveries publishNow(
            WorkspaceId workspace, PostId id, LocalDateTime occurrence, OptionalLong expectedRevision);

    /**
     * Makes the deliveries of all recurring posts for which it is time. Of several nodes that do so at once, one does.
     *
     * @return when to call again; absent if no post recurs
     */
    Optional<Instant> extend();
}
