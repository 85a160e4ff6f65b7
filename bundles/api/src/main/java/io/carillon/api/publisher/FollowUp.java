package io.carillon.api.publisher;

import io.carillon.api.model.Publication;
import io.carillon.api.model.Step;
import java.util.List;
import java.util.Objects;

/**
 * What follows a publish. What it says is the context's message, and its key the context's key.
 *
 * @param index of the thread part, from 0; 0 for every other kind
 * @param published the post itself and then, for a part of a thread, the parts before it: none is missing
 */
public record FollowUp(Step.Kind kind, int index, List<Publication> published) {

    /** @throws IllegalArgumentException if nothing was published that it could follow */
    public FollowUp {
        Objects.requireNonNull(kind, "kind");
        published = List.copyOf(published);
        if (published.isEmpty()) {
            throw new IllegalArgumentException("A follow-up follows something that was published; there was nothing");
        }
    }

    /** The post itself: what a thread begins with. */
    public Publication root() {
        return published.get(0);
    }

    /** What it follows directly: the part of the thread before it, else the post itself. */
    public Publication parent() {
        return published.get(published.size() - 1);
    }
}
