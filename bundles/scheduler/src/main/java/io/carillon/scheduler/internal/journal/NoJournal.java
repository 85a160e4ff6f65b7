package io.carillon.scheduler.internal.journal;

import io.carillon.api.model.AttemptId;
import io.carillon.api.publisher.PublishOutcome;
import io.carillon.scheduler.Journal;
import java.time.Instant;

/**
 * Notes nothing, for stores that do not outlive the process either: after a crash of a program that keeps its posts in a
 * database, everything that was armed is in doubt.
 */
public final class NoJournal implements Journal {

    private static final Mark MARK = new Mark() {
        @Override
        public void answered(PublishOutcome outcome, Instant at) {
            // Nobody will ask.
        }

        @Override
        public void clear() {
            // There is nothing to clear.
        }
    };

    @Override
    public Mark mark(AttemptId attempt, Instant sentAt) {
        return MARK;
    }

    @Override
    public Trace trace(String boot, AttemptId attempt) {
        return Trace.NOTHING_KNOWN;
    }

    @Override
    public void forgetFormerRuns() {
        // None is known.
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
