package io.carillon.api.publisher;

import io.carillon.api.model.Publication;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/** The post is visible. */
public record Published(Publication publication) implements PublishOutcome {

    public static Published of(String remoteId, URI permalink, Instant at) {
        return new Published(new Publication(remoteId, Optional.of(permalink), at));
    }

    @Override
    public <R> R fold(
            Function<? super Published, ? extends R> published,
            Function<? super Throttled, ? extends R> throttled,
            Function<? super Unavailable, ? extends R> unavailable,
            Function<? super Rejected, ? extends R> rejected,
            Function<? super ReauthorisationNeeded, ? extends R> reauthorisationNeeded,
            Function<? super Indeterminate, ? extends R> indeterminate) {
        return published.apply(this);
    }
}
