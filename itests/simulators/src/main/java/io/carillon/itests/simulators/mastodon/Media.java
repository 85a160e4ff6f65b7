package io.carillon.itests.simulators.mastodon;

import java.time.Instant;

/**
 * A file that was uploaded.
 *
 * @param owner the id of a user
 * @param readyAt when the server is done with converting it
 */
record Media(
        String id, String owner, String type, byte[] bytes, String description, Instant uploadedAt, Instant readyAt) {

    Media describedAs(String text) {
        return new Media(id, owner, type, bytes, text, uploadedAt, readyAt);
    }

    /** In the words of the API. */
    String kind() {
        if (type.equals("image/gif")) {
            return "gifv";
        }
        return type.substring(0, type.indexOf('/'));
    }

    boolean isReady(Instant now) {
        return !readyAt.isAfter(now);
    }
}
