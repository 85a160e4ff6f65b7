package io.carillon.publisher.bluesky.internal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.carillon.api.model.Publication;
import io.carillon.api.publisher.FollowUp;
import io.carillon.api.publisher.PublishContext;
import io.carillon.api.publisher.Rejected;
import io.carillon.publisher.bluesky.internal.RichText.Span;
import io.carillon.publisher.support.http.Answer;
import io.carillon.publisher.support.http.Outcomes;
import io.carillon.publisher.support.http.Reply;
import io.carillon.publisher.support.http.StoppedException;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/** The harmless steps on the way to a post: whom it mentions, its pictures, its card, what it answers. */
final class Composer {

    private final Xrpc xrpc;
    private final Outcomes outcomes;
    private final Clock clock;

    Composer(Xrpc xrpc, Outcomes outcomes, Clock clock) {
        this.xrpc = xrpc;
        this.outcomes = outcomes;
        this.clock = clock;
    }

    /** Everything that readers can follow; a mention of nobody stays text. */
    ArrayNode facets(Session session, PublishContext context, String text) throws StoppedException {
        ArrayNode facets = JsonNodeFactory.instance.arrayNode();
        for (Span span : RichText.spans(text)) {
            feature(session, context, span).ifPresent(feature -> facets.add(Records.facet(span, feature)));
        }
        return facets;
    }

    private Optional<ObjectNode> feature(Session session, PublishContext context, Span span) throws StoppedException {
        return switch (span.kind()) {
            case LINK -> Optional.of(Records.link(span.target()));
            case TAG -> Optional.of(Records.tag(span.target()));
            case MENTION -> resolve(session, context, span.target()).map(Records::mention);
        };
    }

    /**
     * Whose handle it is. That it belongs to nobody is an answer; no answer is a reason to ask again as long as there is
     * time, but none to publish late.
     */
    private Optional<String> resolve(Session session, PublishContext context, String handle) throws StoppedException {
        Answer answer = xrpc.query(
                session.server(), "com.atproto.identity.resolveHandle", Map.of("handle", handle), context.deadline());
        boolean isNobody = answer instanceof Reply reply && reply.status() == 400 && Xrpc.isRefusal(reply);
        if (isNobody || isNoAnswer(answer) && !clock.instant().isBefore(context.due())) {
            return Optional.empty();
        }
        return Optional.of(outcomes.step(answer, reply -> reply.text("/did")));
    }

    private static boolean isNoAnswer(Answer answer) {
        return !(answer instanceof Reply reply) || !reply.isSuccess();
    }

    /** What a part of a thread or a comment answers: the post, and what comes before it. */
    ObjectNode reply(Session session, PublishContext context, FollowUp step) throws StoppedException {
        ObjectNode root = reference(session, context, step.root());
        ObjectNode parent =
                step.parent().equals(step.root()) ? root.deepCopy() : reference(session, context, step.parent());
        return Records.reply(root, parent);
    }

    /** The network's {@code {uri, cid}} of a post of ours; its cid says which version of it. */
    private ObjectNode reference(Session session, PublishContext context, Publication publication)
            throws StoppedException {
        PostUri post = PostUri.parse(publication.remoteId());
        Answer answer = xrpc.query(session.server(), PostUri.GET_RECORD, post.parameters(), context.deadline());
        if (answer instanceof Reply reply && Xrpc.errorName(reply).equals("RecordNotFound")) {
            throw new StoppedException(Rejected.of(
                    "post-gone", "The post that this answers is no longer on Bluesky, so there is nothing to answer."));
        }
        return outcomes.step(answer, reply -> Records.reference(reply.text("/uri"), reply.text("/cid")));
    }
}
