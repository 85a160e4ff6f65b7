package io.carillon.rest.internal.problem;

import io.carillon.api.model.Violation;
import java.util.List;
import java.util.Map;

/** Ends a request with a problem. Nothing was changed. */
public final class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient ProblemDetail problem;
    private final transient Map<String, String> headers;

    public ProblemException(ProblemDetail problem, Map<String, String> headers) {
        super(problem.detail());
        this.problem = problem;
        this.headers = Map.copyOf(headers);
    }

    public ProblemException(int status, String code, String detail) {
        this(ProblemDetail.of(status, code, detail), Map.of());
    }

    /** A request that cannot be read or has a wrong parameter: 400 with the one thing that is wrong. */
    public static ProblemException badRequest(String code, Violation violation) {
        return new ProblemException(ProblemDetail.of(400, code, violation.message(), List.of(violation)), Map.of());
    }

    public ProblemDetail problem() {
        return problem;
    }

    public Map<String, String> headers() {
        return headers;
    }
}
