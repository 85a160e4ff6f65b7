package io.carillon.publisher.sandbox.internal;

import io.carillon.api.model.Account;
import io.carillon.api.model.Publication;
import io.carillon.api.model.Violation;
import io.carillon.api.publisher.Attachment;
import io.carillon.api.publisher.Indeterminate;
import io.carillon.api.publisher.Metrics;
import io.carillon.api.publisher.PublishContext;
import io.carillon.api.publisher.PublishOutcome;
import io.carillon.api.publisher.Published;
import io.carillon.api.publisher.ReauthorisationNeeded;
import io.carillon.api.publisher.ReconcileOutcome;
import io.carillon.api.publisher.Rejected;
import io.carillon.api.publisher.Throttled;
import io.carillon.api.publisher.Unavailable;
import io.carillon.publisher.sandbox.internal.Receipt.Picture;
import io.carillon.publisher.sandbox.internal.Receipt.Submission;
import io.carillon.publisher.sandbox.internal.Rehearsal.Failure;
import io.carillon.publisher.sandbox.internal.Wall.Placed;
import io.carillon.publisher.sandbox.internal.Wall.Repeats;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The network's side: takes what is sent, or fails as the account's rehearsal asks for, and can be asked later. */
final class SandboxNetwork {

    /**
     * Something on its way to the wall.
     *
     * @param parent the post that it is written under
     * @param mood that was chosen
     * @param key the same for every try
     * @param tried what the tries are counted for
     */
    record Parcel(
            String text,
            List<Attachment> attachments,
            Optional<URI> link,
            Optional<String> parent,
            Optional<String> mood,
            String key,
            String tried) {}

    /** Wall and Carillon share a clock, but not its precision. */
    private static final Duration SKEW = Duration.ofMillis(1);

    private static final Duration ASK_AGAIN = Duration.ofSeconds(5);

    private final Wall.Source wall;
    private final WallAddress address;
    private final Troubles troubles;
    private final Pause pause;
    private final Clock clock;

    SandboxNetwork(Wall.Source wall, WallAddress address, Troubles troubles, Pause pause, Clock clock) {
        this.wall = wall;
        this.address = address;
        this.troubles = troubles;
        this.pause = pause;
        this.clock = clock;
    }

    /** What is written under each post that is on the wall. */
    Map<String, Metrics> figures(List<Publication> publications) throws IOException {
        Map<String, Metrics> figures = new HashMap<>();
        for (Publication publication : publications) {
            Optional<Wall.Thread> thread = wall.get().find(publication.remoteId());
            thread.ifPresent(
                    found -> figures.put(publication.remoteId(), new Metrics(clock.instant(), Map.of("comments", (long)
                            found.replies().size()))));
        }
        return figures;
    }

    PublishOutcome send(PublishContext context, Parcel parcel) {
        Rehearsal.Read read = Rehearsal.read(context.account().settings());
        if (!read.violations().isEmpty()) {
            return Rejected.of(
                    "invalid-settings",
                    read.violations().stream().map(Violation::message).collect(Collectors.joining(" ")));
        }
        Rehearsal rehearsal = read.rehearsal();
        PublishOutcome outcome = troubles.next(rehearsal, parcel.tried())
                .map(failure -> fail(failure, rehearsal, context, parcel))
                .orElseGet(() -> place(rehearsal, context, parcel));
        return answer(outcome, rehearsal.delay(), context.deadline());
    }

    ReconcileOutcome find(PublishContext context, Parcel parcel, Instant startedAt) {
        return switch (Rehearsal.read(context.account().settings()).rehearsal().doubt()) {
            case KEYED, PROBE -> new ReconcileOutcome.RepeatSafe();
            case READABLE -> look(context, parcel, startedAt.minus(SKEW));
            case NONE ->
                new ReconcileOutcome.Unknown("The account " + context.account().handle()
                        + " rehearses a network that cannot be asked. Look at " + address.home() + " for a post of "
                        + startedAt + " or later.");
        };
    }

    private PublishOutcome fail(Failure failure, Rehearsal rehearsal, PublishContext context, Parcel parcel) {
        String why = "Rehearsed by the setting " + Rehearsal.FAIL + "=" + failure.word() + ".";
        return switch (failure) {
            case THROTTLE -> new Throttled(clock.instant().plus(rehearsal.retryAfter()), why);
            case UNAVAILABLE -> new Unavailable(why);
            case REJECT -> Rejected.of("rehearsed-rejection", why);
            case REVOKED -> new ReauthorisationNeeded(why);
            case LOST_ANSWER -> loseAnswer(place(rehearsal, context, parcel), why);
        };
    }

    private static PublishOutcome loseAnswer(PublishOutcome outcome, String why) {
        return outcome instanceof Published ? new Indeterminate("The answer was lost. " + why) : outcome;
    }

    private PublishOutcome place(Rehearsal rehearsal, PublishContext context, Parcel parcel) {
        try {
            if (parcel.parent().isPresent()
                    && wall.get().find(parcel.parent().get()).isEmpty()) {
                return Rejected.of("parent-gone", "The post to write under is not on the wall any more.");
            }
            Placed placed = wall.get().accept(submission(context, parcel), parcel.parent(), repeats(rehearsal));
            Receipt receipt = placed.receipt();
            if (!placed.isNew() && !receipt.content().key().equals(parcel.key())) {
                return Rejected.of(
                        "duplicate",
                        "The account has posted the same before: " + address.permalink(receipt) + ". Change the text.");
            }
            return new Published(publication(receipt));
        } catch (IOException e) {
            return new Unavailable("Nothing was put on the wall: " + e);
        }
    }

    private static Repeats repeats(Rehearsal rehearsal) {
        return switch (rehearsal.doubt()) {
            case KEYED -> Repeats.SAME_KEY_ONCE;
            case PROBE -> Repeats.SAME_LOOK_ONCE;
            case READABLE, NONE -> Repeats.SHOWN_AGAIN;
        };
    }

    private ReconcileOutcome look(PublishContext context, Parcel parcel, Instant since) {
        try {
            return wall.get()
                    .newestLike(
                            submission(context, parcel),
                            parcel.parent(),
                            found -> !found.receivedAt().isBefore(since) && mayBe(parcel, found))
                    .<ReconcileOutcome>map(found -> new ReconcileOutcome.Found(publication(found)))
                    .orElseGet(ReconcileOutcome.Absent::new);
        } catch (IOException e) {
            return new ReconcileOutcome.AskAgain(clock.instant().plus(ASK_AGAIN), "The wall could not be read: " + e);
        }
    }

    private static boolean mayBe(Parcel parcel, Receipt found) {
        String key = found.content().key();
        return key.isEmpty() || key.equals(parcel.key());
    }

    private Submission submission(PublishContext context, Parcel parcel) throws IOException {
        Account account = context.account();
        List<Picture> media = new ArrayList<>();
        for (Attachment attachment : parcel.attachments()) {
            try (InputStream bytes = attachment.open()) {
                media.add(wall.get().pictures().keep(bytes, attachment.ref().altText()));
            }
        }
        return new Submission(
                account.handle(),
                account.displayName(),
                account.id().value(),
                context.delivery().value(),
                parcel.key(),
                parcel.text(),
                parcel.link(),
                media,
                parcel.mood());
    }

    private Publication publication(Receipt receipt) {
        return new Publication(receipt.id(), Optional.of(address.permalink(receipt)), receipt.receivedAt());
    }

    private PublishOutcome answer(PublishOutcome outcome, Duration delay, Instant deadline) {
        if (delay.isZero()) {
            return outcome;
        }
        Duration left = Duration.between(clock.instant(), deadline);
        boolean late = delay.compareTo(left) >= 0;
        try {
            pause.take(late ? (left.isNegative() ? Duration.ZERO : left) : delay);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            late = true;
        }
        return late ? new Indeterminate("No answer came before the deadline.") : outcome;
    }
}
