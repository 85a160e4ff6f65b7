package io.carillon.api.service;

import io.carillon.api.model.Violation;
import java.util.List;
import java.util.stream.Collectors;

/** What was asked for breaks rules; all of them are named. Nothing was stored. */
public class InvalidException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<Violation> violations;

    public InvalidException(List<Violation> violations) {
        super(violations.stream().map(Violation::message).collect(Collectors.joining(" ")));
        this.violations = List.copyOf(violations);
    }

    public InvalidException(Violation violation) {
        this(List.of(violation));
    }

    public List<Violation> violations() {
        return violations;
    }
}
