package io.carillon.api.publisher;

import io.carillon.api.model.Problem;
import java.util.Objects;

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
    public <R> R fold(PublishOutcome.Cases<R> cases) {
        return cases.rejected(this);
    }

    @Override
    public <R> R fold(PrepareOutcome.Cases<R> cases) {
        return cases.rejected(this);
    }
}
