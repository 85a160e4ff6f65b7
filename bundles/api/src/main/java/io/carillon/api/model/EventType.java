package io.carillon.api.model;

import java.util.Arrays;
import java.util.Optional;

/** What kinds of things happen that other programs may want to be told of. */
public enum EventType {
    /** A post was made, edited or removed, or its state may be another. */
    POST_CHANGED("post.changed"),
    /** A delivery, or a step that follows it, has another state or another time. */
    DELIVERY_CHANGED("delivery.changed"),
    /** An account's status, the reason for it, or what its network lets us do, is another. */
    ACCOUNT_CHANGED("account.changed"),
    /** A network can be published to from now on. */
    PLATFORM_ADDED("platform.added"),
    /** A network cannot be published to any more. */
    PLATFORM_REMOVED("platform.removed");

    private final String text;

    EventType(String text) {
        this.text = text;
    }

    /** As the API names it: {@code post.changed}. */
    public String text() {
        return text;
    }

    /** The type of that name, if there is one. */
    public static Optional<EventType> find(String text) {
        return Arrays.stream(values()).filter(type -> type.text.equals(text)).findFirst();
    }
}
