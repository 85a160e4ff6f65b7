package io.carillon.accounts.internal;

import io.carillon.api.store.EndingGrant;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;

/**
 * When a grant is renewed although nothing needs it: about a quarter of its life before its end. Each has an instant of its
 * own, the same on every server and at every look, so that accounts that were connected together are renewed apart.
 */
final class RenewalPlan {

    /** Before what is due has to care, with room for tries in vain. */
    static final Duration SHORTEST = Duration.ofMinutes(20);

    /** Time for people to mend what cannot be renewed. */
    static final Duration LONGEST = Duration.ofDays(7);

    /** No grant is renewed longer before its end. */
    static final Duration HORIZON = LONGEST.plus(LONGEST.dividedBy(2));

    private RenewalPlan() {}

    static Instant renewAt(EndingGrant grant) {
        Duration life = Duration.between(grant.storedAt(), grant.expiresAt());
        if (life.isNegative()) {
            return grant.expiresAt();
        }
        Duration ahead = min(max(min(life.dividedBy(4), LONGEST), SHORTEST), life.dividedBy(2));
        return grant.expiresAt().minus(ahead).minus(spread(grant, ahead.dividedBy(2)));
    }

    private static Duration spread(EndingGrant grant, Duration within) {
        long seed = grant.account().value().hashCode() * 31L + grant.expiresAt().toEpochMilli();
        return Duration.ofMillis((long) (within.toMillis() * new SplittableRandom(seed).nextDouble()));
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static Duration max(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
