package io.carillon.core.internal.post;

import io.carillon.api.model.Attempt;
import io.carillon.api.model.DeliveryId;
import io.carillon.api.model.PostId;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.service.NotFoundException;
import io.carillon.api.store.PostChange;
import io.carillon.api.store.PostStore;
import io.carillon.api.store.PostWithDeliveries;
import io.carillon.api.store.StaleException;
import java.util.OptionalLong;

/**
 * Where posts are taken from and put back: the engine is told of what was changed. Safe for use by many threads.
 *
 * @param nudge tells the engine that something may be due earlier than it knows
 */
record Shelf(PostStore posts, Runnable nudge) {

    /** @throws NotFoundException if there is no such post */
    PostWithDeliveries get(WorkspaceId workspace, PostId id) {
        return posts.find(workspace, id).orElseThrow(() -> new NotFoundException("post", id));
    }

    /** @throws StaleException if the post is at another revision than the one expected, if any */
    PostWithDeliveries get(WorkspaceId workspace, PostId id, OptionalLong expectedRevision) {
        PostWithDeliveries view = get(workspace, id);
        long revision = view.post().revision();
        if (expectedRevision.isPresent() && expectedRevision.getAsLong() != revision) {
            throw new StaleException("The post has moved on from revision " + expectedRevision.getAsLong() + " to "
                    + revision + "; read it again and decide anew.");
        }
        return view;
    }

    /** Whether anything of a delivery may have reached its network, so that it must never be removed. */
    boolean wasAttempted(DeliveryId id) {
        return posts.attempts(id).stream().anyMatch(Attempt::isTry);
    }

    /** Makes a change within {@link Races#run}. */
    PostWithDeliveries change(PostChange change) {
        Races.lost(() -> posts.change(change));
        nudge.run();
        return get(change.post().workspace(), change.post().id());
    }
}
