package io.carillon.publisher.bluesky.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.carillon.api.publisher.Attachment;
import io.carillon.api.publisher.Continue;
import io.carillon.api.publisher.FollowUp;
import io.carillon.api.publisher.Message;
import io.carillon.api.publisher.PrepareContext;
import io.carillon.api.publisher.PrepareOutcome;
import io.carillon.api.publisher.PreparedValue;
import io.carillon.api.publisher.Ready;
import io.carillon.api.publisher.Rejected;
import io.carillon.publisher.support.http.NetworkClient;
import io.carillon.publisher.support.http.Outcomes;
import io.carillon.publisher.support.http.StoppedException;
import io.carillon.publisher.support.link.LinkReader;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** Makes the whole record of a post, or of a part of its thread: uploads what it shows, and looks up whom it mentions. */
final class Preparing {

    private final Composer composer;
    private final Films films;
    private final Embeds embeds;
    private final Clock clock;

    Preparing(BlueskyConfig.Values config, NetworkClient client, Xrpc xrpc, Outcomes outcomes, Clock clock) {
        composer = new Composer(xrpc, outcomes, clock);
        embeds = new Embeds(xrpc, outcomes, new LinkReader(client), clock, config.maxImageBytes());
        films = new Films(
                xrpc,
                config.videoService().map(service -> new VideoService(service, client, xrpc, outcomes, clock)),
                outcomes,
                clock);
        this.clock = clock;
    }

    /** @param step what of the post it is, where it is not the post itself */
    PrepareOutcome prepare(PrepareContext context, Optional<FollowUp> step, Optional<PreparedValue> previous) {
        try {
            Draft draft = begun(context, previous);
            return draft.record().isPresent()
                    ? new Ready(draft.value(), draft.expiresAt())
                    : goOn(Session.of(context.account()), context, step, draft);
        } catch (StoppedException e) {
            return e.whilePreparing();
        }
    }

    /** Goes on from what was stored, unless its files may be gone by now. */
    private Draft begun(PrepareContext context, Optional<PreparedValue> previous) {
        Instant now = clock.instant();
        return previous.flatMap(Draft::read)
                .filter(stored ->
                        stored.expiresAt().filter(end -> !end.isAfter(now)).isEmpty())
                .orElseGet(() -> Draft.begin(
                        now, RecordKey.of(context.due(), context.key().value())));
    }

    private PrepareOutcome goOn(Session session, PrepareContext context, Optional<FollowUp> step, Draft begun)
            throws StoppedException {
        Draft draft = begun;
        Optional<Attachment> film = Films.in(context.message());
        if (film.isPresent() && draft.uploads().isEmpty()) {
            draft = films.advance(session, context, film.get(), draft);
            if (draft.uploads().isEmpty()) {
                return later(draft);
            }
        }
        Draft whole = draft.complete(record(session, context, step, draft));
        return new Ready(whole.value(), whole.expiresAt());
    }

    private PrepareOutcome later(Draft draft) {
        return films.next(draft)
                .<PrepareOutcome>map(at -> new Continue(draft.value(), at))
                .orElseGet(() -> Rejected.of(
                        "film-not-converted",
                        "Bluesky has been converting the film for an hour and is not done. Try again later, or with a"
                                + " smaller film."));
    }

    private ObjectNode record(Session session, PrepareContext context, Optional<FollowUp> step, Draft draft)
            throws StoppedException {
        Message message = context.message();
        Optional<ObjectNode> reply =
                step.isPresent() ? Optional.of(composer.reply(session, context, step.get())) : Optional.empty();
        Optional<ObjectNode> embed = embeds.of(
                session,
                context,
                message.attachments(),
                message.link(),
                draft.uploads(),
                uploads -> context.checkpoint(draft.with(uploads).value()));
        // Parts of a thread are as old as their post, and a little younger than each other.
        Instant createdAt =
                context.due().plusMillis(step.map(part -> part.index() + 1).orElse(0));
        ObjectNode record = Records.post(message.text(), composer.facets(session, context, message.text()), createdAt);
        reply.ifPresent(answered -> record.set("reply", answered));
        embed.ifPresent(shown -> record.set("embed", shown));
        return record;
    }
}
