package io.carillon.scheduler.world;

import io.carillon.api.model.AttemptId;
import io.carillon.api.publisher.PublishOutcome;
import io.carillon.scheduler.Journal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Notes in a map that outlives the engines of a test, as a file outlives a process. */
public final class TestJournal implements Journal {

    private final Map<String, Map<AttemptId, Trace>> runs;
    private final Map<AttemptId, Trace> own = new HashMap<>();
    private final String boot;
    private final Life life;
    private boolean full;
    private boolean refusesAnswers;

    TestJournal(Map<String, Map<AttemptId, Trace>> runs, String boot, Life life) {
        this.life = life;
        this.runs = runs;
        this.boot = boot;
        runs.put(boot, own);
    }

    public void full(boolean value) {
        full = value;
    }

    public void refusesAnswers(boolean value) {
        refusesAnswers = value;
    }

    /** What is noted at this moment. */
    public Map<AttemptId, Trace> notes() {
        return own;
    }

    @Override
    public Mark mark(AttemptId attempt, Instant sentAt) {
        if (full) {
            throw new UncheckedIOException(new IOException("No space left on device"));
        }
        own.put(attempt, Trace.sent(sentAt));
        return new Mark() {
            @Override
            public void answered(PublishOutcome outcome, Instant at) {
                if (refusesAnswers) {
                    throw new IllegalArgumentException("An answer that cannot be noted");
                }
                if (!life.isOver()) {
                    own.put(attempt, Trace.answered(sentAt, at, outcome));
                }
            }

            @Override
            public void clear() {
                if (!life.isOver()) {
                    own.remove(attempt);
                }
            }
        };
    }

    @Override
    public Trace trace(String otherBoot, AttemptId attempt) {
        Map<AttemptId, Trace> notes = runs.get(otherBoot);
        return notes == null ? Trace.NOTHING_KNOWN : notes.getOrDefault(attempt, Trace.NOT_SENT);
    }

    @Override
    public void forgetFormerRuns() {
        runs.keySet().removeIf(run -> !run.equals(boot));
    }

    @Override
    public void close() {
        // The notes stay, as a file would.
    }
}
