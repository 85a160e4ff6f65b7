package io.carillon.rest.internal.paging;

import io.carillon.api.model.Violation;
import io.carillon.rest.internal.problem.ProblemException;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;

/** Refuses parameters of the query that a method does not know: passed over, a misspelt filter would find everything. */
final class KnownParameters implements ContainerRequestFilter {

    /** So many letters are wrong in a name that was meant to be another. */
    private static final int MAX_DISTANCE = 3;

    private final SortedSet<String> known;

    KnownParameters(SortedSet<String> known) {
        this.known = known;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        if (request.getMethod().equals(HttpMethod.OPTIONS)) {
            return;
        }
        request.getUriInfo().getQueryParameters().keySet().stream()
                .filter(name -> !known.contains(name))
                .sorted()
                .findFirst()
                .ifPresent(name -> {
                    throw unknown(name);
                });
    }

    private ProblemException unknown(String name) {
        String names = String.join(", ", known);
        String advice = nearest(name)
                .map(meant -> "Did you mean '" + meant + "'?")
                .orElse(known.isEmpty() ? "None is." : "Known are: " + names + ".");
        return ProblemException.badRequest(
                "invalid-parameter",
                Violation.error(
                        name,
                        "unknown-parameter",
                        names,
                        name,
                        "The parameter '" + name + "' is not known here. " + advice));
    }

    private Optional<String> nearest(String name) {
        String written = name.toLowerCase(Locale.ROOT);
        return known.stream()
                .filter(one -> distance(written, one) <= Math.min(MAX_DISTANCE, one.length() / 2))
                .min(Comparator.comparingInt(one -> distance(written, one)));
    }

    /** How many letters have to be put in, taken out or changed. */
    private static int distance(String a, String b) {
        if (Math.abs(a.length() - b.length()) > MAX_DISTANCE) {
            return Integer.MAX_VALUE;
        }
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int changed = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
