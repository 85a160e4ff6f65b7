package io.carillon.api.publisher;

import io.carillon.api.model.Publication;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/** The post is visible. */
public record Published(Publication publication) implements PublishOutcome {

    public static Published of(String remoteId, URI permalink, Instant at) {
        return new Published(new Publication(remoteId, Optional.of(permalink), at));
    }

    @Override
    public <R> R fold(PublishOutcome.Cases<R> cases) {
        return cases.published(this);
    }
}
