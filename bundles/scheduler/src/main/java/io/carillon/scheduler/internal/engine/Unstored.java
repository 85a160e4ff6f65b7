package io.carillon.scheduler.internal.engine;

import io.carillon.api.model.Attempt;
import io.carillon.api.model.AttemptId;
import io.carillon.api.publisher.PreparedValue;
import io.carillon.api.publisher.PublishOutcome;
import io.carillon.api.store.Settlement;
import io.carillon.scheduler.Journal;
import java.time.Instant;
import java.util.Optional;

/** What is yet to be stored, and must not be lost. */
sealed interface Unstored {

    /** The same, once the store has failed with it: it may have been stored all the same. */
    default Unstored triedOnce() {
        return this;
    }

    /**
     * What a claim has come to.
     *
     * @param mark in the journal, which answers for it until it is stored
     * @param call what its node knows of the call, beside what is to be stored
     */
    record Settle(Settlement settlement, Optional<Journal.Mark> mark, Call call, boolean tried) implements Unstored {

        Settle(Settlement settlement, Optional<Journal.Mark> mark, Call call) {
            this(settlement, mark, call, false);
        }

        @Override
        public Settle triedOnce() {
            return new Settle(settlement, mark, call, true);
        }
    }

    /** A visit to prepare has ended. */
    record Finish(AttemptId claim, PreparedValue value, boolean ready, Optional<Instant> expiresAt, Instant wakeAt)
            implements Unstored {}

    /** Something for the story that changes nothing. */
    record Evidence(Attempt attempt, boolean tried) implements Unstored {

        Evidence(Attempt attempt) {
            this(attempt, false);
        }

        @Override
        public Evidence triedOnce() {
            return new Evidence(attempt, true);
        }
    }

    /** Something else, which may be done more than once. */
    record Deed(Runnable work) implements Unstored {}

    /** Of a claim: whether it was for a call, and what came of that. */
    sealed interface Call {

        /** The claim was for something else, or nobody knows. */
        record Unknown() implements Call {}

        record NeverMade() implements Call {}

        record Answered(PublishOutcome outcome) implements Call {}
    }
}
