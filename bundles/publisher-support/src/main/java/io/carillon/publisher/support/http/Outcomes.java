package io.carillon.publisher.support.http;

import io.carillon.api.publisher.Indeterminate;
import io.carillon.api.publisher.PrepareOutcome;
import io.carillon.api.publisher.PublishContext;
import io.carillon.api.publisher.PublishOutcome;
import io.carillon.api.publisher.ReauthorisationNeeded;
import io.carillon.api.publisher.ReconcileOutcome;
import io.carillon.api.publisher.Rejected;
import io.carillon.api.publisher.Throttled;
import io.carillon.api.publisher.Unavailable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Function;

/**
 * Turns what came of an HTTP call into what Carillon does next. The difference that counts: a call that publishes, and
 * whose answer is missing or unclear, may have published. Thread-safe.
 */
public final class Outcomes {

    private static final Duration ASK_AGAIN = Duration.ofSeconds(30);
    private static final Duration ASK_AGAIN_AFTER_RECONNECT = Duration.ofMinutes(5);

    private final Clock clock;
    private final ErrorReader errors;

    /** @param errors what the network's errors mean */
    public Outcomes(Clock clock, ErrorReader errors) {
        this.clock = Objects.requireNonNull(clock, "clock");
        this.errors = Objects.requireNonNull(errors, "errors");
    }

    /**
     * Of the one call that makes a post visible.
     *
     * @param success reads a reply with status 2xx; where that fails the outcome is {@code Indeterminate}
     */
    public PublishOutcome publish(Answer answer, Function<? super Reply, ? extends PublishOutcome> success) {
        return answer.fold(
                reply -> reply.isSuccess() ? understood(reply, success) : refused(reply),
                notSent -> new Unavailable(notSent.reason()),
                lost -> new Indeterminate(lost.reason()));
    }

    /**
     * Of the one call that makes a post visible; what its headers tell of how much more the network takes is passed on.
     *
     * @param success reads a reply with status 2xx; where that fails the outcome is {@code Indeterminate}
     */
    public PublishOutcome publish(
            PublishContext context, Answer answer, Function<? super Reply, ? extends PublishOutcome> success) {
        allowed(context, answer);
        return publish(answer, success);
    }

    /** Passes on how much more the network takes, if a 2xx answer tells so in the headers that networks use for it. */
    public void allowed(PublishContext context, Answer answer) {
        if (answer instanceof Reply reply && reply.isSuccess()) {
            Remaining.read(reply, clock.instant()).forEach(context::allowed);
        }
    }

    /**
     * Of a call that shows nothing: an upload, a container.
     *
     * @param success reads a reply with status 2xx; where that fails the outcome is {@code Unavailable}
     */
    public PrepareOutcome prepare(Answer answer, Function<? super Reply, ? extends PrepareOutcome> success) {
        try {
            return step(answer, success);
        } catch (StoppedException e) {
            return e.whilePreparing();
        }
    }

    /**
     * Of a call that shows nothing, and whose answer the next step needs.
     *
     * @param success reads a reply with status 2xx; where that fails the outcome is {@code Unavailable}
     * @throws StoppedException with the outcome if the network did not do it
     */
    public <T> T step(Answer answer, Function<? super Reply, ? extends T> success) throws StoppedException {
        Reply reply = arrived(answer);
        if (!reply.isSuccess()) {
            throw harmless(reply);
        }
        try {
            return success.apply(reply);
        } catch (UnexpectedAnswerException e) {
            throw new StoppedException(new Unavailable(e.getMessage()));
        }
    }

    private static Reply arrived(Answer answer) throws StoppedException {
        if (answer instanceof Reply reply) {
            return reply;
        }
        throw new StoppedException(
                new Unavailable(answer.<String>fold(Reply::toString, Answer.NotSent::reason, Answer.Lost::reason)));
    }

    /**
     * Of a call that only looks.
     *
     * @param success reads a reply with status 2xx; where that fails a person must decide
     */
    public ReconcileOutcome reconcile(Answer answer, Function<? super Reply, ? extends ReconcileOutcome> success) {
        return answer.fold(
                reply -> reply.isSuccess() ? seen(reply, success) : notSeen(reply),
                notSent -> askAgain(ASK_AGAIN, notSent.reason()),
                lost -> askAgain(ASK_AGAIN, lost.reason()));
    }

    private static PublishOutcome understood(Reply reply, Function<? super Reply, ? extends PublishOutcome> success) {
        try {
            return success.apply(reply);
        } catch (UnexpectedAnswerException e) {
            return new Indeterminate(e.getMessage());
        }
    }

    private PublishOutcome refused(Reply reply) {
        NetworkError error = errors.read(reply);
        return switch (error.kind()) {
            case THROTTLED -> throttled(reply, error);
            case UNAVAILABLE -> new Unavailable(safe(reply, error));
            case REJECTED -> Rejected.of(error.code(), safe(reply, error));
            case REAUTHORISATION_NEEDED -> new ReauthorisationNeeded(safe(reply, error));
            case UNCERTAIN -> new Indeterminate(safe(reply, error));
        };
    }

    private StoppedException harmless(Reply reply) {
        NetworkError error = errors.read(reply);
        return switch (error.kind()) {
            case THROTTLED -> new StoppedException(throttled(reply, error));
            case UNAVAILABLE, UNCERTAIN -> new StoppedException(new Unavailable(safe(reply, error)));
            case REJECTED -> new StoppedException(Rejected.of(error.code(), safe(reply, error)));
            case REAUTHORISATION_NEEDED -> new StoppedException(new ReauthorisationNeeded(safe(reply, error)));
        };
    }

    private static ReconcileOutcome seen(Reply reply, Function<? super Reply, ? extends ReconcileOutcome> success) {
        try {
            return success.apply(reply);
        } catch (UnexpectedAnswerException e) {
            return new ReconcileOutcome.Unknown(e.getMessage());
        }
    }

    private ReconcileOutcome notSeen(Reply reply) {
        NetworkError error = errors.read(reply);
        return switch (error.kind()) {
            case THROTTLED ->
                new ReconcileOutcome.AskAgain(throttled(reply, error).retryAt(), safe(reply, error));
            case UNAVAILABLE, UNCERTAIN -> askAgain(ASK_AGAIN, safe(reply, error));
            case REJECTED -> new ReconcileOutcome.Unknown(safe(reply, error));
            case REAUTHORISATION_NEEDED -> askAgain(ASK_AGAIN_AFTER_RECONNECT, safe(reply, error));
        };
    }

    private Throttled throttled(Reply reply, NetworkError error) {
        Instant now = clock.instant();
        return new Throttled(RetryTimes.retryAt(reply, now), safe(reply, error));
    }

    private ReconcileOutcome askAgain(Duration wait, String reason) {
        return new ReconcileOutcome.AskAgain(clock.instant().plus(wait), reason);
    }

    private static String safe(Reply reply, NetworkError error) {
        return reply.hideSecrets(error.message());
    }
}
