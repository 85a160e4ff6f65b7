package io.carillon.api.model;

import java.net.URI;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * Where a delivery can be seen.
 *
 * @param remoteId the network's id of it; made {@link PlainText#of plain}, since an id that no database keeps is still the
 *     id of something that is published
 * @param permalink absent where the network tells it later or never, and where what it told is no text
 * @param publishedAt when it became visible, by the network's word or else by ours
 */
public record Publication(String remoteId, Optional<URI> permalink, Instant publishedAt) {

    /** How long an id may be. */
    public static final int MAX_REMOTE_ID = 500;

    /** How long an address may be. */
    public static final int MAX_PERMALINK = 2000;

    /** @throws IllegalArgumentException if the id or the address is too long to be stored */
    public Publication {
        remoteId = PlainText.of(Objects.requireNonNull(remoteId, "remoteId"));
        permalink = permalink.filter(address -> PlainText.of(address.toString()).equals(address.toString()));
        Objects.requireNonNull(publishedAt, "publishedAt");
        require("remoteId", remoteId.length(), MAX_REMOTE_ID);
        require("permalink", permalink.map(URI::toString).map(String::length).orElse(0), MAX_PERMALINK);
    }

    private static void require(String field, int length, int limit) {
        if (length > limit) {
            throw new IllegalArgumentException(
                    "The " + field + " of a publication has at most " + limit + " characters; it had " + length + ".");
        }
    }
}
