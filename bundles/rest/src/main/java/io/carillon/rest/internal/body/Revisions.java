package io.carillon.rest.internal.body;

import io.carillon.api.model.Violation;
import io.carillon.api.store.StaleException;
import io.carillon.rest.internal.problem.ProblemException;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Revisions as entity tags: {@code ETag} in answers, {@code If-Match} in requests. */
public final class Revisions {

    private static final Pattern OURS = Pattern.compile("\"(\\d{1,18})\"");

    private static final int TRIES = 5;

    private Revisions() {}

    /** A change under the condition of a revision, if one is expected. */
    @FunctionalInterface
    public interface Change<T, E extends Exception> {
        T on(OptionalLong expected) throws E;
    }

    public static String tag(long revision) {
        return "\"" + revision + "\"";
    }

    /**
     * Makes a change under the condition of an {@code If-Match} header.
     *
     * @param ifMatch the header; null where it was not sent
     * @param change gets the revision that the caller expects, if any
     * @throws ProblemException 412 if the thing has moved on from what the caller expects, 409 if it moved during the
     *     change although the caller expects nothing
     */
    public static <T, E extends Exception> T changing(String ifMatch, Change<T, E> change) throws E {
        OptionalLong expected = expected(ifMatch);
        try {
            return change.on(expected);
        } catch (StaleException e) {
            if (expected.isPresent()) {
                throw movedOn(ifMatch);
            }
            throw e;
        }
    }

    /**
     * Reads and changes a thing; where somebody else changes it in between and the caller expects nothing, once more on
     * what is there then.
     */
    public static <T, E extends Exception> T retrying(OptionalLong expected, Change<T, E> readAndChange) throws E {
        for (int i = 1; i < TRIES && expected.isEmpty(); i++) {
            try {
                return readAndChange.on(expected);
            } catch (StaleException e) {
                continue;
            }
        }
        return readAndChange.on(expected);
    }

    private static OptionalLong expected(String ifMatch) {
        if (ifMatch == null || ifMatch.strip().equals("*")) {
            return OptionalLong.empty();
        }
        List<Long> revisions = Stream.of(ifMatch.split(","))
                .map(tag -> OURS.matcher(tag.strip()))
                .filter(Matcher::matches)
                .map(tag -> Long.valueOf(tag.group(1)))
                .toList();
        if (revisions.isEmpty()) {
            // Nothing that this server ever gave out can match.
            throw movedOn(ifMatch);
        }
        if (revisions.size() > 1) {
            throw ProblemException.badRequest(
                    "if-match",
                    Violation.error(
                            "If-Match",
                            "single",
                            "1",
                            Integer.toString(revisions.size()),
                            "Send one entity tag in If-Match: the ETag of what you have read."));
        }
        return OptionalLong.of(revisions.get(0));
    }

    /** The answer to an {@code If-Match} that does not match. */
    public static ProblemException movedOn(String ifMatch) {
        return new ProblemException(
                412,
                "moved-on",
                "It has been changed since you read it (If-Match was " + ifMatch + "). Read it again and repeat.");
    }
}
