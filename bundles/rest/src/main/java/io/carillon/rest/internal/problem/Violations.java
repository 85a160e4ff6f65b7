package io.carillon.rest.internal.problem;

import io.carillon.api.model.Violation;
import io.carillon.api.service.InvalidException;
import java.util.ArrayList;
import java.util.List;

/** Collects everything that is wrong with a request, so that all of it is told at once. Not thread-safe. */
public final class Violations {

    private final List<Violation> all = new ArrayList<>();

    public void add(String field, String rule, String limit, String actual, String message) {
        all.add(Violation.error(field, rule, limit, actual, message));
    }

    public void required(String field, String message) {
        add(field, "required", "", "", message);
    }

    public boolean isEmpty() {
        return all.isEmpty();
    }

    /** @throws InvalidException with all violations, if there are any */
    public void throwIfAny() {
        if (!all.isEmpty()) {
            throw new InvalidException(all);
        }
    }
}
