package io.carillon.itests.benchmarks.trial;

import io.carillon.itests.benchmarks.contender.Contender;
import io.carillon.itests.benchmarks.contender.Item;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;

/** Notes how late each call comes in, how many are under way at once, and whether one comes twice. */
final class Stopwatch implements Contender.Receiver {

    private final int run;
    private final List<Item> items;
    private final Contender.Receiver network;
    private final long[] lateness;
    private final AtomicIntegerArray calls;
    private final AtomicInteger done = new AtomicInteger();
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private final AtomicLong firstAt = new AtomicLong();

    /**
     * @param run that the items are of; others are left over from a session before
     * @param network that takes the posts
     */
    Stopwatch(int run, List<Item> items, Contender.Receiver network) {
        this.run = run;
        this.items = items;
        this.network = network;
        lateness = new long[items.size()];
        calls = new AtomicIntegerArray(items.size());
    }

    @Override
    public void receive(String id) throws Exception {
        Instant now = Instant.now();
        if (!Item.isOf(run, id)) {
            return;
        }
        int index = Item.index(id);
        firstAt.compareAndSet(0, System.nanoTime());
        lateness[index] = ChronoUnit.MICROS.between(items.get(index).due(), now);
        calls.incrementAndGet(index);
        most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
        network.receive(id);
        underWay.decrementAndGet();
        done.incrementAndGet();
    }

    int done() {
        return done.get();
    }

    int most() {
        return most.get();
    }

    /** By {@link System#nanoTime}; if there has been no call yet, now. */
    long firstAt() {
        long at = firstAt.get();
        return at == 0 ? System.nanoTime() : at;
    }

    boolean wasCalled(int index) {
        return calls.get(index) > 0;
    }

    int twice() {
        int twice = 0;
        for (int i = 0; i < calls.length(); i++) {
            twice += Math.max(0, calls.get(i) - 1);
        }
        return twice;
    }

    /** How late, in microseconds; of what has not been called yet, how late it is by now. */
    long lateness(int index) {
        return wasCalled(index)
                ? lateness[index]
                : ChronoUnit.MICROS.between(items.get(index).due(), Instant.now());
    }
}
