package io.carillon.publisher.bluesky.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.api.model.Account;
import io.carillon.api.model.Publication;
import io.carillon.api.model.Violation;
import io.carillon.api.publisher.FollowUp;
import io.carillon.api.publisher.Message;
import io.carillon.api.publisher.PastAttempt;
import io.carillon.api.publisher.PrepareAgain;
import io.carillon.api.publisher.PrepareContext;
import io.carillon.api.publisher.PrepareOutcome;
import io.carillon.api.publisher.PreparedValue;
import io.carillon.api.publisher.PublishContext;
import io.carillon.api.publisher.PublishOutcome;
import io.carillon.api.publisher.Published;
import io.carillon.api.publisher.PublisherProfile;
import io.carillon.api.publisher.ReconcileOutcome;
import io.carillon.api.publisher.Rejected;
import io.carillon.api.publisher.spi.FollowUps;
import io.carillon.api.publisher.spi.Publisher;
import io.carillon.api.service.DpopProofs;
import io.carillon.publisher.support.http.Answer;
import io.carillon.publisher.support.http.NetworkClient;
import io.carillon.publisher.support.http.Outcomes;
import io.carillon.publisher.support.http.Reply;
import io.carillon.publisher.support.http.StoppedException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/**
 * Publishes to Bluesky. The record is made in {@code prepare}, with a key of ours and the due time in it, and sent as it
 * is however often: a second time, the network finds that it has it already.
 */
@Component(
        service = {Publisher.class, FollowUps.class},
        property = Publisher.NETWORK + "=bluesky",
        configurationPid = BlueskyConfig.PID)
@Designate(ocd = BlueskyConfig.class)
public final class BlueskyPublisher implements Publisher, FollowUps {

    /** How soon to look whether an account is connected again. */
    private static final Duration RECONNECTING = Duration.ofMinutes(5);

    private final PublisherProfile profile;
    private final URI permalinks;
    private final int maxImageBytes;
    private final Xrpc xrpc;
    private final Outcomes outcomes;
    private final Preparing preparing;
    private final Clock clock;

    @Activate
    public BlueskyPublisher(BlueskyConfig config, @Reference NetworkClient client, @Reference DpopProofs proofs) {
        this(BlueskyConfig.Values.of(config), client, proofs, Clock.systemUTC());
    }

    BlueskyPublisher(BlueskyConfig.Values config, NetworkClient client, DpopProofs proofs, Clock clock) {
        this.profile = BlueskyProfile.of(config);
        this.permalinks = config.permalinks();
        this.maxImageBytes = config.maxImageBytes();
        this.clock = clock;
        this.xrpc = new Xrpc(client, proofs);
        this.outcomes = new Outcomes(clock, Xrpc::error);
        this.preparing = new Preparing(config, client, xrpc, outcomes, clock);
    }

    @Override
    public PublisherProfile profile() {
        return profile;
    }

    @Override
    public List<Violation> check(Account account, Message message) {
        return MessageCheck.check(message, maxImageBytes);
    }

    // ---- The post -----------------------------------------------------------------------------

    @Override
    public PrepareOutcome prepare(PrepareContext context, Optional<PreparedValue> previous) {
        return preparing.prepare(context, Optional.empty(), previous);
    }

    @Override
    public PublishOutcome publish(PublishContext context, PreparedValue prepared) {
        Optional<Draft> draft = Draft.read(prepared);
        if (draft.isEmpty() || draft.get().record().isEmpty()) {
            return Rejected.of(
                    "not-prepared", "What was prepared for this post is not a record; edit it and try again.");
        }
        try {
            Session session = Session.of(context.account());
            PostUri post = new PostUri(session.did(), draft.get().key());
            Answer answer = put(session, post, draft.get().record().get(), context.deadline());
            // The network has deleted a file that hung in no post.
            return answer instanceof Reply reply && Xrpc.errorName(reply).equals("BlobNotFound")
                    ? new PrepareAgain("Bluesky no longer has a file of this post. It is uploaded again.")
                    : published(context, post, answer);
        } catch (StoppedException e) {
            return e.whilePublishing();
        }
    }

    /** The one call that shows something. */
    private Answer put(Session session, PostUri post, JsonNode record, Instant deadline) {
        return xrpc.procedure(
                session, "com.atproto.repo.putRecord", Records.put(post.did(), post.key(), record), deadline);
    }

    private PublishOutcome published(PublishContext context, PostUri post, Answer answer) {
        return outcomes.publish(context, answer, reply -> new Published(publication(post, reply, reply.sentAt())));
    }

    @Override
    public ReconcileOutcome reconcile(PublishContext context, PastAttempt attempt) {
        return Draft.read(attempt.prepared())
                .map(draft -> find(context, draft.key(), attempt.startedAt()))
                .orElseGet(() -> new ReconcileOutcome.Unknown("What was sent cannot be read any more."));
    }

    /** Under a key of ours there is nothing but what was sent under it; where there is nothing yet, sending is safe. */
    private ReconcileOutcome find(PublishContext context, String key, Instant sentAt) {
        Session session;
        try {
            session = Session.of(context.account());
        } catch (StoppedException e) {
            return new ReconcileOutcome.AskAgain(clock.instant().plus(RECONNECTING), e.getMessage());
        }
        PostUri post = new PostUri(session.did(), key);
        Answer answer = xrpc.query(session.server(), PostUri.GET_RECORD, post.parameters(), context.deadline());
        boolean isMissing =
                answer instanceof Reply reply && Xrpc.errorName(reply).equals("RecordNotFound");
        return isMissing
                ? new ReconcileOutcome.RepeatSafe()
                : outcomes.reconcile(answer, reply -> new ReconcileOutcome.Found(publication(post, reply, sentAt)));
    }

    private Publication publication(PostUri post, Reply reply, Instant at) {
        return new Publication(reply.text("/uri"), Optional.of(post.permalink(permalinks)), at);
    }

    // ---- What follows it: replies, which are posts too ------------------------------------------

    @Override
    public PrepareOutcome prepare(PrepareContext context, FollowUp step, Optional<PreparedValue> previous) {
        return preparing.prepare(context, Optional.of(step), previous);
    }

    @Override
    public PublishOutcome follow(PublishContext context, FollowUp step, PreparedValue prepared) {
        return publish(context, prepared);
    }

    @Override
    public ReconcileOutcome reconcile(PublishContext context, FollowUp step, PastAttempt attempt) {
        return reconcile(context, attempt);
    }
}
