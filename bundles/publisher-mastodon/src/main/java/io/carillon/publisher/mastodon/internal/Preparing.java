package io.carillon.publisher.mastodon.internal;

import io.carillon.api.publisher.Attachment;
import io.carillon.api.publisher.Continue;
import io.carillon.api.publisher.PrepareContext;
import io.carillon.api.publisher.PrepareOutcome;
import io.carillon.api.publisher.PreparedValue;
import io.carillon.api.publisher.Ready;
import io.carillon.api.publisher.Rejected;
import io.carillon.publisher.support.http.Pace;
import io.carillon.publisher.support.http.StoppedException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Uploads what a post shows, file by file, and waits until the server is done with each. */
final class Preparing {

    private final Uploads uploads;
    private final Clock clock;
    private final Duration mediaKeep;
    private final Pace pace;

    Preparing(Uploads uploads, Clock clock, MastodonConfig.Values config) {
        this.uploads = uploads;
        this.clock = clock;
        mediaKeep = config.mediaKeep();
        pace = new Pace(Duration.ofSeconds(1), Duration.ofSeconds(30), config.processing());
    }

    PrepareOutcome prepare(PrepareContext context, Optional<PreparedValue> previous) {
        if (context.message().attachments().isEmpty()) {
            return Ready.nothing();
        }
        try {
            return prepare(Home.of(context.account()), context, begun(previous));
        } catch (StoppedException e) {
            return e.whilePreparing();
        }
    }

    /** Goes on from what was stored, unless the server may have deleted it by now. */
    private Draft begun(Optional<PreparedValue> previous) {
        Instant now = clock.instant();
        return previous.flatMap(Draft::read)
                .filter(draft -> now.isBefore(draft.startedAt().plus(mediaKeep)))
                .orElseGet(() -> Draft.begin(now));
    }

    private PrepareOutcome prepare(Home home, PrepareContext context, Draft begun) throws StoppedException {
        List<Attachment> attachments = context.message().attachments();
        Limits limits = Limits.of(context.account().settings());
        Draft draft = begun;
        for (int i = draft.files().size(); i < attachments.size(); i++) {
            draft = draft.with(uploads.upload(home, limits, attachments.get(i), i + 1, context.deadline()));
            context.checkpoint(draft.value());
        }
        for (int i = 0; i < draft.files().size(); i++) {
            if (!draft.files().get(i).ready()) {
                if (!uploads.isReady(home, draft.files().get(i), context.deadline())) {
                    return later(draft, i + 1);
                }
                draft = draft.ready(i);
            }
        }
        return new Ready(draft.value(), Optional.of(draft.startedAt().plus(mediaKeep)));
    }

    private PrepareOutcome later(Draft draft, int number) {
        return pace.next(draft.startedAt(), clock.instant())
                .<PrepareOutcome>map(at -> new Continue(draft.value(), at))
                .orElseGet(() -> Rejected.of(
                        "processing",
                        "The server has been converting file " + number + " for "
                                + pace.patience().toMinutes()
                                + " minutes and is not done. Try again later, or with a smaller file."));
    }
}
