package io.carillon.accounts.internal;

import io.carillon.accounts.internal.Renewed.Result;
import io.carillon.api.model.Grant;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What this server knows about renewing one account. Everything but the queue and how far ahead is for whoever has the
 * lock.
 */
final class Renewal {

    /**
     * How long a network that could not be reached is left alone, as long as the old grant still serves; twice as long
     * with each further time, up to eight times.
     */
    static final Duration PAUSE = Duration.ofSeconds(30);

    /** Until a network is asked again to renew ahead a grant about which nothing could be renewed. */
    static final Duration ASK_AGAIN = Duration.ofHours(1);

    /** What ends sooner is renewed beside its use: posts are prepared and sent within this time, with room for more tries. */
    static final Duration AHEAD = Duration.ofMinutes(15);

    private static final int DOUBLINGS = 3;

    final ReentrantLock lock = new ReentrantLock();
    final AtomicBoolean queued = new AtomicBoolean();

    private Instant notBefore = Instant.MIN;
    private Instant notAheadBefore = Instant.MIN;

    private volatile Duration ahead = AHEAD;

    /** How often in a row the network could not be reached. */
    private int failures;

    /** The grant that came of renewing one that was refused. */
    private Optional<Fingerprint> lastResort = Optional.empty();

    /**
     * {@link #AHEAD}, but no more than half of what the network last let a grant live, or it would be renewed at every use.
     * What would not outlive a call is renewed all the same.
     */
    Duration ahead() {
        return ahead;
    }

    boolean isTimeToTry(Instant now) {
        return !now.isBefore(notBefore);
    }

    boolean isTimeToTryAhead(Instant now) {
        return isTimeToTry(now) && !now.isBefore(notAheadBefore);
    }

    /** Whether it came of renewing one that was refused: to renew it again would help as little. */
    boolean isLastResort(Grant grant) {
        return lastResort.equals(Optional.of(Fingerprint.of(grant)));
    }

    /** Whether what was refused may be tried again with what came of renewing it. */
    boolean isWorthAnotherTry(Renewed renewed) {
        if (renewed.result() == Result.RENEWED) {
            lastResort = Optional.of(Fingerprint.of(renewed.account().grant()));
        }
        return switch (renewed.result()) {
            case RENEWED, ANOTHER, LATER -> true;
            case AS_IT_WAS, NO_PUBLISHER, REVOKED -> false;
        };
    }

    void came(Renewed renewed, Instant now) {
        if (renewed.result() == Result.RENEWED) {
            ahead = renewed.account()
                    .grant()
                    .expiresAt()
                    .map(end ->
                            between(Renewals.NEEDED, Duration.between(now, end).dividedBy(2), AHEAD))
                    .orElse(AHEAD);
        }
        if (renewed.result() == Result.LATER) {
            notBefore = now.plus(PAUSE.multipliedBy(1L << Math.min(failures++, DOUBLINGS)));
        } else {
            failures = 0;
            notAheadBefore = now.plus(renewed.result() == Result.AS_IT_WAS ? ASK_AGAIN : Duration.ZERO);
        }
    }

    private static Duration between(Duration shortest, Duration wanted, Duration longest) {
        Duration atMost = wanted.compareTo(longest) < 0 ? wanted : longest;
        return atMost.compareTo(shortest) > 0 ? atMost : shortest;
    }
}
