package io.carillon.api.publisher;

import io.carillon.api.model.Problem;
import java.util.Objects;
import java.util.function.Function;

/**
 * Nothing was accepted, and repeating cannot help: the author must change something.
 *
 * @param problem what and why, for the author
 */
public record Rejected(Problem problem) implements PublishOutcome, PrepareOutcome {

    public Rejected {
        Objects.requireNonNull(problem, "problem");
    }

    public static Rejected of(String code, String detail) {
        return new Rejected(new Problem(code, detail));
    }

    @Override
    public <R> R fold(
            Function<? super Published, ? extends R> published,
            Function<? super Throttled, ? extends R> throttled,
            Function<? super Unavailable, ? extends R> unavailable,
            Function<? super Rejected, ? extends R> rejected,
            Function<? super ReauthorisationNeeded, ? extends R> reauthorisationNeeded,
            Function<? super Indeterminate, ? extends R> indeterminate) {
        return rejected.apply(this);
    }

    @Override
    public <R> R foldPrepared(
            Function<? super Ready, ? extends R> ready,
            Function<? super Continue, ? extends R> goOn,
            Function<? super Throttled, ? extends R> throttled,
            Function<? super Unavailable, ? extends R> unavailable,
            Function<? super Rejected, ? extends R> rejected,
            Function<? super ReauthorisationNeeded, ? extends R> reauthorisationNeeded) {
        return rejected.apply(this);
    }
}
