package io.carillon.api.model;

import java.util.Objects;
import java.util.Optional;

/**
 * What makes a delivery a step: it follows another delivery that was published, with a life of its own. Whatever becomes
 * of it never touches the post.
 *
 * @param follows the delivery of the post itself
 * @param position among the steps of that delivery, from 0
 * @param part which part of the thread it is, from 0; 0 for every other kind
 * @param content what it says, as it was when the post was published; empty for {@link Kind#PERMALINK}
 * @param options with which the post was published: what follows it is to be seen by nobody else
 */
public record Step(DeliveryId follows, int position, Kind kind, int part, ThreadPart content, Options options) {

    public Step {
        Objects.requireNonNull(follows, "follows");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(content, "content");
        Objects.requireNonNull(options, "options");
    }

    /** Without options. */
    public Step(DeliveryId follows, int position, Kind kind, int part, ThreadPart content) {
        this(follows, position, kind, part, content, Options.NONE);
    }

    /** What follows a publish. */
    public enum Kind {
        FIRST_COMMENT,
        /** A further part of a thread: it follows the part before it, and waits until that is published. */
        THREAD_PART,
        /** The network tells the address of a post only some time after it was published. */
        PERMALINK
    }

    /** The step's own id. */
    public DeliveryId id() {
        return new DeliveryId(follows.value() + "." + position);
    }

    /** Whether it can only begin after another step. */
    public boolean isChained() {
        return kind == Kind.THREAD_PART;
    }

    /** Whether it follows the other step in the same thread. */
    public boolean comesAfter(Step other) {
        return follows.equals(other.follows) && isChained() && other.isChained() && part > other.part;
    }

    /** Whether it follows the other step directly. */
    public boolean isNextAfter(Step other) {
        return comesAfter(other) && part == other.part + 1;
    }

    /** Why it cannot begin, if the part of the thread before it came to that state. */
    public static Optional<Problem> blockedBy(Step earlier, DeliveryState state) {
        return state == DeliveryState.FAILED || state == DeliveryState.CANCELLED
                ? Optional.of(new Problem(
                        "blocked",
                        "Part " + (earlier.part() + 2)
                                + " of the thread was not published; this part goes out after it."
                                + " Retry that one."))
                : Optional.empty();
    }
}
