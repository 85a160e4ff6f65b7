package io.carillon.publisher.bluesky.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.carillon.api.publisher.Attachment;
import io.carillon.api.publisher.Message;
import io.carillon.api.publisher.PrepareContext;
import io.carillon.api.publisher.Rejected;
import io.carillon.api.publisher.Unavailable;
import io.carillon.publisher.support.http.Outcomes;
import io.carillon.publisher.support.http.Pace;
import io.carillon.publisher.support.http.StoppedException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Brings a film to the account's server, step by step: by the video service, which takes its time, or directly where there is
 * none. Nobody sees it until it hangs in a post.
 */
final class Films {

    /** Soon at first, and given up after an hour. */
    private static final Pace PACE = new Pace(Duration.ofSeconds(2), Duration.ofSeconds(30), Duration.ofHours(1));

    /** A film that cannot be converted can be, often enough, the second time. */
    private static final int MAX_FAILURES = 2;

    private final Xrpc xrpc;
    private final Optional<VideoService> service;
    private final Outcomes outcomes;
    private final Clock clock;

    Films(Xrpc xrpc, Optional<VideoService> service, Outcomes outcomes, Clock clock) {
        this.xrpc = xrpc;
        this.service = service;
        this.outcomes = outcomes;
        this.clock = clock;
    }

    /** The film that a post shows. */
    static Optional<Attachment> in(Message message) {
        return message.attachments().stream().filter(Films::isFilm).findFirst();
    }

    static boolean isFilm(Attachment attachment) {
        return attachment
                .file()
                .filter(file -> file.type().startsWith("video/"))
                .isPresent();
    }

    /**
     * Goes one step further.
     *
     * @return with the film as its upload, or with a job that is not done yet
     */
    Draft advance(Session session, PrepareContext context, Attachment film, Draft draft) throws StoppedException {
        if (service.isEmpty()) {
            return uploaded(context, film, draft, directly(session, film, context.deadline()));
        }
        Optional<FilmJob> running = draft.job().filter(FilmJob::isRunning);
        VideoJob job = running.isPresent()
                ? service.get().look(running.get().id(), context.deadline())
                : service.get().send(session, draft.key(), film, context.deadline());
        if (job.blob().isPresent()) {
            return uploaded(context, film, draft, job.blob().get());
        }
        if (job.isFailed()) {
            throw failed(context, draft, job);
        }
        return running.isPresent() ? draft : begun(context, draft, job);
    }

    /** When to ask again; empty if that is given up. */
    Optional<Instant> next(Draft draft) {
        return PACE.next(draft.job().orElseThrow().since(), clock.instant());
    }

    private JsonNode directly(Session session, Attachment film, Instant deadline) throws StoppedException {
        return outcomes.step(
                xrpc.upload(
                        session, VideoService.TYPE, film.file().orElseThrow().bytes(), film::open, deadline),
                Embeds::blob);
    }

    private Draft begun(PrepareContext context, Draft draft, VideoJob job) {
        int failures = draft.job().map(FilmJob::failures).orElse(0);
        Draft begun = draft.with(new FilmJob(job.id(), clock.instant(), failures));
        context.checkpoint(begun.value());
        return begun;
    }

    private Draft uploaded(PrepareContext context, Attachment film, Draft draft, JsonNode blob) {
        ObjectNode embed = Records.film(blob, film.ref().altText(), film.file().orElseThrow());
        Draft done = draft.withFilm(embed, clock.instant());
        context.checkpoint(done.value());
        return done;
    }

    private StoppedException failed(PrepareContext context, Draft draft, VideoJob job) {
        FilmJob after =
                draft.job().orElseGet(() -> new FilmJob("", clock.instant(), 0)).failed();
        if (after.failures() >= MAX_FAILURES) {
            return new StoppedException(Rejected.of(
                    "film-not-converted",
                    "Bluesky cannot convert this film (" + job.reason()
                            + "). Save it anew as MP4 with H.264 and AAC, and try again."));
        }
        context.checkpoint(draft.with(after).value());
        return new StoppedException(
                new Unavailable("Bluesky could not convert the film (" + job.reason() + "). It is sent again."));
    }
}
