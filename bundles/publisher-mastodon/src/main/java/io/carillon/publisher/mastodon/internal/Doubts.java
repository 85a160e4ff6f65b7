package io.carillon.publisher.mastodon.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.api.publisher.PastAttempt;
import io.carillon.api.publisher.PublishContext;
import io.carillon.api.publisher.ReconcileOutcome;
import io.carillon.publisher.mastodon.internal.Search.Seen;
import io.carillon.publisher.mastodon.internal.Search.Sought;
import io.carillon.publisher.support.http.Outcomes;
import io.carillon.publisher.support.http.StoppedException;
import io.carillon.publisher.support.http.UnexpectedAnswerException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Settles whether a status was made. A server of Mastodon knows a key again for an hour, and answers with what it made under
 * it; so within that time sending again is safe. Later, on servers of another make, and first of all where there are files, the
 * account's own statuses are looked through.
 */
final class Doubts {

    /**
     * A server remembers a key only once it has made the status, so a call that may still be under way there is let finish,
     * from when it came back or was cut off here.
     */
    private static final Duration UNDER_WAY = Duration.ofSeconds(5);

    /** For as long what is not there may yet come, where no key tells. */
    private static final Duration MAY_YET_COME = Duration.ofSeconds(60);

    /** By how much a server's clock may differ from ours. */
    private static final Duration SKEW = Duration.ofMinutes(2);

    private static final Duration RECONNECTING = Duration.ofMinutes(5);

    private final Search search;
    private final Outcomes outcomes;
    private final Clock clock;
    private final Duration keysKeep;

    Doubts(MastodonApi api, Outcomes outcomes, Clock clock, Duration keysKeep) {
        this.search = new Search(api);
        this.outcomes = outcomes;
        this.clock = clock;
        this.keysKeep = keysKeep;
    }

    ReconcileOutcome settle(PublishContext context, Optional<String> inReplyTo, PastAttempt attempt) {
        Instant now = clock.instant();
        Instant quiet = attempt.endedAt()
                .orElse(attempt.startedAt().plus(MastodonProfile.CALL_DEADLINE))
                .plus(UNDER_WAY);
        if (isAhead(quiet, now)) {
            return new ReconcileOutcome.AskAgain(quiet, "The call may still be under way at the server.");
        }
        // The first try under this key was not before the due time, whichever try is asked about.
        boolean known = Limits.of(context.account().settings()).honoursKeys()
                && now.isBefore(context.due().plus(keysKeep));
        // A server that fails between a status and its key keeps the files, which hang in one status only. What it
        // makes of the same call then lacks them, or is refused as if they had never been there.
        return known && files(attempt).isEmpty()
                ? new ReconcileOutcome.RepeatSafe()
                : look(context, inReplyTo, attempt, known, now);
    }

    private static List<String> files(PastAttempt attempt) {
        return Draft.read(attempt.prepared()).map(Draft::ids).orElse(List.of());
    }

    private ReconcileOutcome look(
            PublishContext context, Optional<String> inReplyTo, PastAttempt attempt, boolean known, Instant now) {
        try {
            Sought sought = new Sought(
                    StatusText.of(context.message()),
                    Chosen.of(context.account(), context.message().options()).warning(),
                    files(attempt),
                    inReplyTo,
                    attempt.startedAt().minus(SKEW));
            Seen seen = search.look(Home.of(context.account()), sought, context.deadline());
            if (seen.unanswered().isPresent()) {
                return outcomes.reconcile(
                        seen.unanswered().get(),
                        reply -> new ReconcileOutcome.Unknown("The server's list of statuses cannot be read."));
            }
            return judged(seen, attempt, known, now);
        } catch (StoppedException e) {
            return new ReconcileOutcome.AskAgain(now.plus(RECONNECTING), e.getMessage());
        } catch (UnexpectedAnswerException e) {
            return new ReconcileOutcome.Unknown(e.getMessage());
        }
    }

    private ReconcileOutcome judged(Seen seen, PastAttempt attempt, boolean known, Instant now) {
        List<JsonNode> matches = seen.matches();
        if (matches.size() == 1) {
            return new ReconcileOutcome.Found(StatusJson.publication(matches.get(0), attempt.startedAt()));
        }
        if (!matches.isEmpty()) {
            return new ReconcileOutcome.Unknown(matches.size() + " posts on the server say the same and may be it, the"
                    + " latest at " + matches.get(0).path("created_at").asText() + ".");
        }
        if (seen.unread().isPresent()) {
            // Its HTML differs, which says nothing: were it taken for another, ours would be sent again.
            return outcomes.reconcile(
                    seen.unread().get(),
                    reply -> new ReconcileOutcome.Unknown(
                            "A post on the server may be it, but does not show its text."));
        }
        if (!seen.whole()) {
            return new ReconcileOutcome.Unknown(
                    "So much was posted since that not all of it could be looked through, and it was not among the latest.");
        }
        if (known) {
            return new ReconcileOutcome.RepeatSafe();
        }
        return isWithin(attempt, MAY_YET_COME, now)
                ? new ReconcileOutcome.AskAgain(
                        attempt.startedAt().plus(MAY_YET_COME), "It is not there, but may yet come.")
                : new ReconcileOutcome.Absent();
    }

    /** What is further ahead than any call lasts is so by a clock that was set back. */
    private static boolean isAhead(Instant quiet, Instant now) {
        return quiet.isAfter(now)
                && !quiet.isAfter(now.plus(MastodonProfile.CALL_DEADLINE).plus(UNDER_WAY));
    }

    private static boolean isWithin(PastAttempt attempt, Duration time, Instant now) {
        Duration age = Duration.between(attempt.startedAt(), now);
        return !age.isNegative() && age.compareTo(time) < 0;
    }
}
