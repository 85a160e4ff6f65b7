package io.carillon.api.store;

import io.carillon.api.model.Origin;
import io.carillon.api.model.PostId;
import io.carillon.api.model.StoredPost;
import io.carillon.api.model.WorkspaceId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** What is asked about recurring posts beside what every post is asked; see {@link PostStore} for their changes. */
@ProviderType
public interface SeriesStore {

    /** The recurring posts, of all workspaces, that are to be extended by an instant; the longest waiting first. */
    List<StoredPost> toExtend(Instant by, int limit);

    /** When the next recurring post is to be extended. */
    Optional<Instant> nextExtension();

    /** The post that an occurrence of a series was taken out into; the last one, if it came back and was taken out again. */
    Optional<PostWithDeliveries> findDetached(WorkspaceId workspace, Origin origin);

    /**
     * The recurring posts of a workspace that have times before an instant without deliveries yet, those with the nearest
     * horizon first.
     */
    List<StoredPost> notPlannedTo(WorkspaceId workspace, Instant to, int limit);

    /** Posts without their deliveries; those that do not exist are left out. */
    Map<PostId, StoredPost> posts(WorkspaceId workspace, Collection<PostId> ids);
}
