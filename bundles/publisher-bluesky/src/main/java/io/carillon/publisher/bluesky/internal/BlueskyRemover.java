package io.carillon.publisher.bluesky.internal;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.carillon.api.model.Account;
import io.carillon.api.model.Publication;
import io.carillon.api.publisher.PublishOutcome;
import io.carillon.api.publisher.Published;
import io.carillon.api.publisher.Rejected;
import io.carillon.api.publisher.spi.Publisher;
import io.carillon.api.publisher.spi.Remover;
import io.carillon.api.service.DpopProofs;
import io.carillon.publisher.support.http.NetworkClient;
import io.carillon.publisher.support.http.Outcomes;
import io.carillon.publisher.support.http.StoppedException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Removes posts. The network says the same of a post that is gone already, so repeating it is harmless. */
@Component(service = Remover.class, property = Publisher.NETWORK + "=bluesky")
public final class BlueskyRemover implements Remover {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Xrpc xrpc;
    private final Outcomes outcomes;
    private final Clock clock;

    @Activate
    public BlueskyRemover(@Reference NetworkClient client, @Reference DpopProofs proofs) {
        this(client, proofs, Clock.systemUTC());
    }

    BlueskyRemover(NetworkClient client, DpopProofs proofs, Clock clock) {
        xrpc = new Xrpc(client, proofs);
        outcomes = new Outcomes(clock, Xrpc::error);
        this.clock = clock;
    }

    @Override
    public PublishOutcome remove(Account account, Publication publication) {
        try {
            Session session = Session.of(account);
            PostUri post = PostUri.parse(publication.remoteId());
            if (!post.did().equals(session.did())) {
                return Rejected.of("another-account", "This post is of another account; remove it as that one.");
            }
            return outcomes.publish(
                    xrpc.procedure(
                            session,
                            "com.atproto.repo.deleteRecord",
                            JsonNodeFactory.instance
                                    .objectNode()
                                    .put("repo", post.did())
                                    .put("collection", Records.POSTS)
                                    .put("rkey", post.key()),
                            clock.instant().plus(PATIENCE)),
                    reply -> new Published(
                            new Publication(publication.remoteId(), Optional.empty(), publication.publishedAt())));
        } catch (StoppedException e) {
            return e.whilePublishing();
        }
    }
}
