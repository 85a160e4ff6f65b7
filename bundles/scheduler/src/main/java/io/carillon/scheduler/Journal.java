package io.carillon.scheduler;

import io.carillon.api.model.AttemptId;
import io.carillon.api.publisher.PublishOutcome;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Remembers which publish calls were begun, so that after a crash what was surely not sent can be told from what may have
 * been. Nothing is flushed: it outlives the death of the process, and knows that it does not outlive the machine's. Safe
 * for use by many threads.
 */
@ConsumerType
public interface Journal extends AutoCloseable {

    /**
     * Notes that a call is about to be made.
     *
     * @throws UncheckedIOException if that cannot be noted, such as on a full disk: the call must not be made then
     */
    Mark mark(AttemptId attempt, Instant sentAt);

    /** What a former run of this node noted about an attempt. */
    Trace trace(String boot, AttemptId attempt);

    /** Every attempt of former runs is settled durably: what they noted is of no use any more. */
    void forgetFormerRuns();

    @Override
    void close();

    /** A call that was begun. */
    interface Mark {

        /** Notes what came back, as far as there is room for it. */
        void answered(PublishOutcome outcome, Instant at);

        /** The result is stored durably. */
        void clear();
    }

    /**
     * What is known of an attempt of a former run.
     *
     * @param sentAt where a call was begun
     * @param answeredAt where it came back
     * @param outcome what came back; absent where it did not, or there was no room to note it
     */
    record Trace(
            Knowledge knowledge,
            Optional<Instant> sentAt,
            Optional<Instant> answeredAt,
            Optional<PublishOutcome> outcome) {

        public static final Trace NOTHING_KNOWN =
                new Trace(Knowledge.NONE, Optional.empty(), Optional.empty(), Optional.empty());
        public static final Trace NOT_SENT =
                new Trace(Knowledge.NOT_SENT, Optional.empty(), Optional.empty(), Optional.empty());

        public Trace {
            Objects.requireNonNull(knowledge, "knowledge");
            Objects.requireNonNull(sentAt, "sentAt");
            Objects.requireNonNull(answeredAt, "answeredAt");
            Objects.requireNonNull(outcome, "outcome");
        }

        public static Trace sent(Instant at) {
            return new Trace(Knowledge.SENT, Optional.of(at), Optional.empty(), Optional.empty());
        }

        public static Trace answered(Instant sentAt, Instant answeredAt, PublishOutcome outcome) {
            return new Trace(Knowledge.ANSWERED, Optional.of(sentAt), Optional.of(answeredAt), Optional.of(outcome));
        }
    }

    /** How much is known. */
    enum Knowledge {
        /** Nothing: the run's notes are missing or damaged, or the machine went down after it. */
        NONE,
        /** No call was begun. */
        NOT_SENT,
        /** A call was begun; nobody knows what came of it. */
        SENT,
        /** A call was begun and came back. */
        ANSWERED
    }
}
