package io.carillon.scheduler.internal.engine;

import io.carillon.api.model.Account;
import io.carillon.api.model.Attempt;
import io.carillon.api.model.AttemptId;
import io.carillon.api.model.DeliveryId;
import io.carillon.api.model.Platform;
import io.carillon.api.publisher.PreparedValue;
import io.carillon.api.publisher.PublishOutcome;
import io.carillon.api.store.Hold;
import io.carillon.api.store.Settlement;
import io.carillon.scheduler.Journal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
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

    private final Parts parts;
    private final AtomicInteger busy;
    private final Listener listener;
    private final ResultLine line;
    private final Recorder recorder;
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private final Backoff backoff;
    private final Trouble trouble = new Trouble("Storing results");

    ResultWriter(Parts parts, AtomicInteger busy, Listener listener) {
        this.parts = parts;
        this.busy = busy;
        this.listener = listener;
        line = new ResultLine(parts.settings().batchSize());
        recorder = new Recorder(parts, listener, this::evidence);
        backoff = new Backoff(RETRY_BASE, RETRY_CAP, parts.random());
    }

    void settle(Settlement settlement, Optional<Journal.Mark> mark) {
        submit(new Unstored.Settle(settlement, mark, new Unstored.Call.Unknown()));
    }

    /** The call of a claim was answered. */
    void answered(Settlement settlement, Optional<Journal.Mark> mark, PublishOutcome outcome) {
        submit(new Unstored.Settle(settlement, mark, new Unstored.Call.Answered(outcome)));
    }

    /** The call of a claim was not made, and never will be. */
    void unsent(Settlement settlement) {
        submit(new Unstored.Settle(settlement, Optional.empty(), new Unstored.Call.NeverMade()));
    }

    void finishPreparing(
            AttemptId claim, PreparedValue value, boolean ready, Optional<Instant> expiresAt, Instant wakeAt) {
        submit(new Unstored.Finish(claim, value, ready, expiresAt, wakeAt));
    }

    void evidence(Attempt attempt) {
        submit(new Unstored.Evidence(attempt));
    }

    /** The account's owner is asked to connect it again. */
    void reconnect(Account account, String reason) {
        submit(new Unstored.Deed(() -> parts.accounts().needsReconnect(account, reason)));
    }

    /** Nothing more of somebody is sent for a while, by other nodes either. */
    void holdBack(Hold hold) {
        submit(new Unstored.Deed(() -> parts.store().holdBack(hold)));
    }

    /** A network answers again: what waits there for nothing else is woken soon. */
    void hasten(Platform platform, Instant from, Duration over) {
        submit(new Unstored.Deed(() -> {
            parts.store().hasten(platform, Problems.UNAVAILABLE, from, over);
            listener.hastened(from);
        }));
    }

    /** Whether everything that was handed in is stored. */
    boolean isIdle() {
        return line.open() == 0;
    }

    /** How many things that were handed in are yet to be stored. */
    int open() {
        return line.open();
    }

    /** What keeps results from being stored; empty if nothing does. */
    String problem() {
        return trouble.problem();
    }

    private void submit(Unstored result) {
        line.add(result);
        kick();
    }

    private void kick() {
        if (!scheduled.compareAndSet(false, true)) {
            return;
        }
        if (busy.get() >= CROWD && line.open() < parts.settings().batchSize()) {
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
            for (List<Unstored> results = line.next(); !results.isEmpty(); results = line.next()) {
                write(results);
            }
        } catch (RuntimeException | Error e) {
            startAgain(e);
            return;
        }
        trouble.over();
        scheduled.set(false);
        if (line.hasNews()) {
            kick();
        }
    }

    private void write(List<Unstored> results) {
        try {
            recorder.store(results);
        } catch (RuntimeException | Error e) {
            line.failed(results);
            throw e;
        }
        backoff.reset();
        line.stored(results);
    }
}
