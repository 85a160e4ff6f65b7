package io.carillon.scheduler.internal.engine;

import io.carillon.api.model.Account;
import io.carillon.api.model.Attempt;
import io.carillon.api.model.AttemptId;
import io.carillon.api.model.DeliveryId;
import io.carillon.api.model.Platform;
import io.carillon.api.observe.DispatchObserver.StoreCall;
import io.carillon.api.publisher.PreparedValue;
import io.carillon.api.publisher.PublishOutcome;
import io.carillon.api.store.Hold;
import io.carillon.api.store.Settlement;
import io.carillon.scheduler.Journal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stores results, as many as there are in one transaction. What cannot be stored is kept and tried again for ever: until
 * then the journal answers for it. One result that the store cannot take never holds up the others for long.
 */
final class ResultWriter {

    /** Told of results once they are stored. */
    interface Listener {

        /** @param refused those that were not stored, since somebody else had taken the delivery over */
        void stored(List<Settlement> settlements, List<Settlement> refused);

        /**
         * Somebody else has taken a delivery over and may be in doubt about a call that this node knows all about.
         *
         * @param answer empty if the call was never made
         */
        void knownBetter(AttemptId attempt, DeliveryId delivery, Optional<PublishOutcome> answer);

        /** Some may want to be woken from then on. */
        void hastened(Instant wakeAt);

        /** A visit to prepare has ended and is stored, or its claim had been lost. */
        void prepared(AttemptId claim, Instant wakeAt);
    }

    /** With so many calls under way or in line, results wait a moment for each other. */
    private static final int CROWD = 16;

    private static final Duration LINGER = Duration.ofMillis(20);
    private static final Duration RETRY_BASE = Duration.ofMillis(100);
    private static final Duration RETRY_CAP = Duration.ofSeconds(5);

    private sealed interface Item {}

    /** @param sending what its node knows of the call, beside what is to be stored */
    private record Settle(Settlement settlement, Optional<Journal.Mark> mark, Call sending, boolean tried)
            implements Item {

        Settle triedOnce() {
            return new Settle(settlement, mark, sending, true);
        }
    }

    /** Of a claim: whether it was for a call, and what came of that. */
    private sealed interface Call {

        /** The claim was for something else, or nobody knows. */
        record Unknown() implements Call {}

        record NeverMade() implements Call {}

        record Answered(PublishOutcome outcome) implements Call {}
    }

    private record Finish(
            AttemptId claim, PreparedValue value, boolean ready, Optional<Instant> expiresAt, Instant wakeAt)
            implements Item {}

    private record Evidence(Attempt attempt, boolean tried) implements Item {}

    /** Something else that must not be lost. */
    private record Deed(Runnable work) implements Item {}

    private final Parts parts;
    private final AtomicInteger busy;
    private final Listener listener;
    private final Queue<Item> incoming = new ConcurrentLinkedQueue<>();
    private final Deque<Item> pending = new ArrayDeque<>();
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private final Backoff backoff;
    private int batch;
    private final Trouble trouble = new Trouble("Storing results");

    ResultWriter(Parts parts, AtomicInteger busy, Listener listener) {
        this.parts = parts;
        this.busy = busy;
        this.listener = listener;
        backoff = new Backoff(RETRY_BASE, RETRY_CAP, parts.random());
        batch = parts.settings().batchSize();
    }

    void settle(Settlement settlement, Optional<Journal.Mark> mark) {
        submit(new Settle(settlement, mark, new Call.Unknown(), false));
    }

    /** The call of a claim was answered. */
    void answered(Settlement settlement, Optional<Journal.Mark> mark, PublishOutcome outcome) {
        submit(new Settle(settlement, mark, new Call.Answered(outcome), false));
    }

    /** The call of a claim was not made, and never will be. */
    void unsent(Settlement settlement) {
        submit(new Settle(settlement, Optional.empty(), new Call.NeverMade(), false));
    }

    void finishPreparing(
            AttemptId claim, PreparedValue value, boolean ready, Optional<Instant> expiresAt, Instant wakeAt) {
        submit(new Finish(claim, value, ready, expiresAt, wakeAt));
    }

    void evidence(Attempt attempt) {
        submit(new Evidence(attempt, false));
    }

    /** The account's owner is asked to connect it again. */
    void reconnect(Account account, String reason) {
        submit(new Deed(() -> parts.accounts().needsReconnect(account, reason)));
    }

    /** Nothing more of somebody is sent for a while, by other nodes either. */
    void holdBack(Hold hold) {
        submit(new Deed(() -> parts.store().holdBack(hold)));
    }

    /** A network answers again: what waits there for nothing else is woken soon. */
    void hasten(Platform platform, Instant from, Duration over) {
        submit(new Deed(() -> {
            parts.store().hasten(platform, Problems.UNAVAILABLE, from, over);
            listener.hastened(from);
        }));
    }

    /** Whether everything that was handed in is stored. */
    boolean isIdle() {
        return open.get() == 0;
    }

    /** How many things that were handed in are yet to be stored. */
    int open() {
        return open.get();
    }

    /** What keeps results from being stored; empty if nothing does. */
    String problem() {
        return trouble.problem();
    }

    private void submit(Item item) {
        open.incrementAndGet();
        incoming.add(item);
        kick();
    }

    private void kick() {
        if (!scheduled.compareAndSet(false, true)) {
            return;
        }
        if (busy.get() >= CROWD && open.get() < parts.settings().batchSize()) {
            parts.time().timer().schedule(LINGER, this::start);
        } else {
            start();
        }
    }

    private void start() {
        try {
            parts.workers().writer().execute(this::flush);
        } catch (RuntimeException | Error e) {
            startAgain(e);
        }
    }

    private void startAgain(Throwable cause) {
        trouble.met(cause);
        parts.time().timer().schedule(backoff.next(), this::start);
    }

    private void flush() {
        try {
            for (List<Item> items = next(); !items.isEmpty(); items = next()) {
                write(items);
            }
        } catch (RuntimeException | Error e) {
            startAgain(e);
            return;
        }
        trouble.over();
        scheduled.set(false);
        if (!incoming.isEmpty()) {
            kick();
        }
    }

    /** The next settlements that go into one transaction, or one thing of another kind. */
    private List<Item> next() {
        for (Item item = incoming.poll(); item != null; item = incoming.poll()) {
            pending.add(item);
        }
        List<Item> items = new ArrayList<>();
        while (!pending.isEmpty() && items.size() < batch) {
            boolean fits = items.isEmpty() || pending.element() instanceof Settle;
            if (!fits) {
                break;
            }
            Item item = pending.remove();
            items.add(item);
            if (!(item instanceof Settle)) {
                break;
            }
        }
        return items;
    }

    private void write(List<Item> items) {
        try {
            if (items.get(0) instanceof Evidence evidence) {
                add(evidence);
            } else if (items.get(0) instanceof Deed deed) {
                deed.work().run();
            } else if (items.get(0) instanceof Finish finish) {
                finish(finish);
            } else {
                settle(items.stream().map(Settle.class::cast).toList());
            }
        } catch (RuntimeException | Error e) {
            keep(items);
            throw e;
        }
        backoff.reset();
        batch = Math.min(parts.settings().batchSize(), batch * 2);
        open.addAndGet(-items.size());
    }

    /** Smaller batches find the one that the store cannot take, which then goes to the end of the line. */
    private void keep(List<Item> items) {
        batch = Math.max(1, items.size() / 2);
        for (int i = items.size() - 1; i >= 0; i--) {
            Item item = tried(items.get(i));
            if (items.size() == 1) {
                pending.addLast(item);
            } else {
                pending.addFirst(item);
            }
        }
    }

    private static Item tried(Item item) {
        if (item instanceof Settle settle) {
            return settle.triedOnce();
        }
        return item instanceof Evidence evidence ? new Evidence(evidence.attempt(), true) : item;
    }

    private void add(Evidence item) {
        if (!item.tried() || !isRecorded(item.attempt())) {
            parts.store().addEvidence(item.attempt());
        }
    }

    private void finish(Finish item) {
        parts.store().prepared(item.claim(), item.value(), item.ready(), item.expiresAt(), item.wakeAt());
        listener.prepared(item.claim(), item.wakeAt());
    }

    private void settle(List<Settle> items) {
        long begun = parts.time().timer().nanoTime();
        Set<AttemptId> taken =
                parts.store().settle(items.stream().map(Settle::settlement).toList());
        parts.observer()
                .stored(StoreCall.SETTLE, items.size(), parts.time().timer().nanoTime() - begun);
        List<Settle> refused = items.stream()
                .filter(item -> !taken.contains(item.settlement().claim()))
                .filter(item -> !wasStoredBefore(item))
                .toList();
        refused.forEach(this::toEvidence);
        items.forEach(item -> item.mark().ifPresent(Journal.Mark::clear));
        List<Settlement> all = items.stream().map(Settle::settlement).toList();
        listener.stored(all, refused.stream().map(Settle::settlement).toList());
    }

    /** The answer to an earlier commit may have been lost. */
    private boolean wasStoredBefore(Settle item) {
        return item.tried()
                && item.settlement().attempt().filter(this::isRecorded).isPresent();
    }

    /** Whoever took a delivery over tells of the same attempt, too: that it is in doubt. */
    private boolean isRecorded(Attempt attempt) {
        return parts.posts().attempts(attempt.delivery()).stream()
                .anyMatch(known -> known.id().equals(attempt.id())
                        && known.node().equals(attempt.node())
                        && known.result() == attempt.result());
    }

    /** Somebody else took the delivery over: what this attempt found out is evidence for them. */
    private void toEvidence(Settle item) {
        Settlement settlement = item.settlement();
        settlement
                .attempt()
                .ifPresent(attempt ->
                        evidence(LateAnswers.evidence(attempt, parts.ids().get())));
        if (item.sending() instanceof Call.Answered answered) {
            listener.knownBetter(settlement.claim(), settlement.delivery().id(), Optional.of(answered.outcome()));
        } else if (item.sending() instanceof Call.NeverMade) {
            listener.knownBetter(settlement.claim(), settlement.delivery().id(), Optional.empty());
        }
    }
}
