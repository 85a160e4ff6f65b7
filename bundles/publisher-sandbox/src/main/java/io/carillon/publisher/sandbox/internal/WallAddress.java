package io.carillon.publisher.sandbox.internal;

import java.net.URI;

/** Where people see the wall. */
record WallAddress(URI home) {

    static final String PATH = "/sandbox/";

    /** @param server without a slash at its end */
    static WallAddress at(String server) {
        return new WallAddress(URI.create(server + PATH));
    }

    URI media(Receipt.Picture picture) {
        return home.resolve("media/" + picture.hash());
    }

    URI permalink(Receipt receipt) {
        return home.resolve("posts/" + receipt.id());
    }
}
