package io.carillon.api.model;

import java.net.URI;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * Where a delivery can be seen.
 *
 * @param remoteId the network's id of it
 * @param permalink absent where the network tells it later or never
 * @param publishedAt when it became visible, by the network's word or else by ours
 */
public record Publication(String remoteId, Optional<URI> permalink, Instant publishedAt) {

    public Publication {
        Objects.requireNonNull(remoteId, "remoteId");
        Objects.requireNonNull(permalink, "permalink");
        Objects.requireNonNull(publishedAt, "publishedAt");
    }
}
