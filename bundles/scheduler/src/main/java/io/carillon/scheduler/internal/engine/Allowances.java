package io.carillon.scheduler.internal.engine;

import io.carillon.api.publisher.Allowance;
import io.carillon.api.store.BudgetKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/**
 * How much more networks take of somebody before a moment: what they told last, less what has been sent since. That is a
 * guess, since calls are answered in any order and other servers make some, too. So where only the guess says that nothing is
 * left, one goes out now and then to hear it from the network. Safe for use by many threads.
 */
final class Allowances {

    /** How far apart those go out that are to hear whether more is left than was thought. */
    static final Duration ASK = Duration.ofSeconds(5);

    /** Moments that networks tell as seconds from now differ by so much and are the same. */
    private static final Duration SAME = Duration.ofSeconds(2);

    private final Map<BudgetKey, Line> lines = new ConcurrentHashMap<>();

    /** One allowance: what is left of it, and once that is nothing, when the next may go out to ask and how many wait for that. */
    private record Line(Instant until, int left, Instant askAt, int waiting) {

        Line(Allowance told, Instant now) {
            this(told.until(), told.left(), now.plus(ASK), 0);
        }

        /** Of two answers that are about the same count, the one that says more may be the older one. */
        Line told(Allowance told, Instant now) {
            boolean same = Duration.between(until, told.until()).abs().compareTo(SAME) <= 0;
            return same && left > 0 && left < told.left() ? this : new Line(told, now);
        }

        boolean mayGo(Instant now) {
            return left > 0 || !askAt.isAfter(now);
        }

        Line gone(Instant now) {
            return left > 1
                    ? new Line(until, left - 1, askAt, waiting)
                    : new Line(until, 0, now.plus(ASK), Math.max(0, waiting - 1));
        }

        Line oneMoreWaits() {
            return new Line(until, left, askAt, waiting + 1);
        }

        Instant lastTurn() {
            return Time.earlier(askAt.plus(ASK.multipliedBy(waiting - 1L)), until);
        }
    }

    void learn(BudgetKey key, Allowance told, Instant now) {
        lines.values().removeIf(line -> !line.until().isAfter(now));
        lines.merge(key, new Line(told, now), (line, fresh) -> line.told(told, now));
    }

    /** @return empty if one more is taken, which it is then; else when this one is to try again */
    Optional<Instant> take(BudgetKey key, Instant now) {
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        AtomicReference<Instant> turn = new AtomicReference<>();
        lines.computeIfPresent(key, (k, line) -> {
            if (!line.until().isAfter(now)) {
                return null;
            }
            if (line.mayGo(now)) {
                return line.gone(now);
            }
            Line longer = line.oneMoreWaits();
            turn.set(longer.lastTurn());
            return longer;
        });
        return Optional.ofNullable(turn.get());
    }
}
