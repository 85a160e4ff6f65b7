package io.carillon.rest.internal.post;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.carillon.api.model.Post;
import io.carillon.rest.internal.body.MergePatch;
import io.carillon.rest.internal.json.Json;

/** A merge patch on a post. */
final class PostPatch {

    private PostPatch() {}

    /**
     * Lays a patch over a post. A schedule says one thing in two ways, local time or instant: the way that the patch
     * does not name gives way to the one that it does.
     */
    static JsonNode apply(Post post, ObjectNode patch) {
        ObjectNode target = Json.mapper().valueToTree(PostBody.chosen(post));
        if (target.get("schedule") instanceof ObjectNode schedule
                && patch.get("schedule") instanceof ObjectNode change) {
            if (!change.has("kind") && (change.hasNonNull("at") || change.hasNonNull("instant"))) {
                // Whoever sets a time takes the post out of the queue.
                schedule.remove("kind");
            }
            if (change.hasNonNull("instant") && !change.hasNonNull("at")) {
                schedule.remove("at");
                schedule.remove("offset");
            }
            if (change.hasNonNull("at") && !change.hasNonNull("instant")) {
                schedule.remove("instant");
            }
            if (change.has("at") || change.has("zone")) {
                // The offset was chosen for the time and zone that it stood beside.
                schedule.remove("offset");
            }
        }
        return MergePatch.apply(target, patch);
    }
}
