package io.carillon.api.model;

import java.time.Instant;
import java.util.Objects;

/**
 * What somebody who may approve posts said of one.
 *
 * @param by who said it
 * @param revision of the post that it is about: of another revision, an approval says nothing
 * @param reason why it was rejected; empty for an approval
 */
public record Review(Verdict verdict, UserId by, Instant at, long revision, String reason) {

    /** How long a reason may be. */
    public static final int MAX_REASON = 2000;

    public Review {
        Objects.requireNonNull(verdict, "verdict");
        Objects.requireNonNull(by, "by");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(reason, "reason");
    }

    /** What was said. */
    public enum Verdict {
        APPROVED,
        REJECTED
    }

    /** The same verdict about another revision that sends the same. */
    Review of(long other) {
        return new Review(verdict, by, at, other, reason);
    }
}
