package io.carillon.rest.internal.body;

import java.net.URI;

/**
 * Addresses in answers. They name no host: what the request's header {@code Host} says is anybody's to choose, and behind
 * a proxy it is not how the outside reaches us.
 */
public final class Addresses {

    public static final String ROOT = "/api/v1/";

    private Addresses() {}

    /** @param path below {@link #ROOT}, such as {@code posts/p_1} */
    public static URI of(String path) {
        return URI.create(ROOT + path);
    }
}
