package io.carillon.scheduler.internal.engine;

import io.carillon.api.model.AccountId;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Notices when a network that could not be reached answers again. Of a network of many servers one may be away for days,
 * while others publish all the time: only what an account publishes that has failed again and again says that something
 * is over. And one that answers now and then must not have all that are away asked each time: what waits has so many
 * tries for a day, and no more.
 */
final class Outage {

    private static final int STREAK = 3;

    /** As long as a few of the longest waits for the next try. */
    private static final long PAUSE_NANOS = Duration.ofHours(1).toNanos();

    private final Map<AccountId, Integer> failures = new ConcurrentHashMap<>();
    private boolean ended;
    private long endedAt;

    void failed(AccountId account) {
        failures.merge(account, 1, Integer::sum);
    }

    /**
     * Something of the account was published.
     *
     * @param at the timer's reading
     * @return whether that ends an outage
     */
    boolean ends(AccountId account, long at) {
        Integer before = failures.remove(account);
        return before != null && before >= STREAK && isRare(at);
    }

    private synchronized boolean isRare(long at) {
        boolean rare = !ended || at - endedAt >= PAUSE_NANOS;
        if (rare) {
            ended = true;
            endedAt = at;
        }
        return rare;
    }
}
