package io.carillon.scheduler.replay;

import io.carillon.api.model.AttemptId;
import io.carillon.api.publisher.Indeterminate;
import io.carillon.api.publisher.PublishOutcome;
import io.carillon.scheduler.Journal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** A journal that outlives its process, as a mapped file does: the disk may be full, and death comes between any two notes. */
final class Notes implements Journal {

    private final Map<String, Map<AttemptId, Trace>> runs;
    private final Map<AttemptId, Trace> own = new HashMap<>();
    private final Boot boot;
    private final Ledger ledger;
    private final boolean marks;
    private final Stage stage;

    Notes(Map<String, Map<AttemptId, Trace>> runs, Boot boot, Ledger ledger, boolean marks, Stage stage) {
        this.runs = runs;
        this.boot = boot;
        this.ledger = ledger;
        this.marks = marks;
        this.stage = stage;
        runs.put(boot.name(), own);
    }

    @Override
    public Mark mark(AttemptId attempt, Instant sentAt) {
        long checkedAt = stage.time().nanoTime();
        boot.at("mark " + attempt, () -> {
            throw new UncheckedIOException(new IOException("No space left on device"));
        });
        if (marks) {
            own.put(attempt, Trace.sent(sentAt));
        }
        ledger.begun(attempt);
        boot.at("marked " + attempt, () -> {});
        boot.checkedAt(checkedAt);
        return new Mark() {

            @Override
            public void answered(PublishOutcome outcome, Instant at) {
                boot.at("note " + attempt, () -> {
                    throw new IllegalArgumentException("An answer that cannot be noted");
                });
                if (marks) {
                    own.put(attempt, Trace.answered(sentAt, at, outcome));
                }
                if (!(outcome instanceof Indeterminate)) {
                    ledger.answered(attempt);
                }
                boot.at("noted " + attempt, () -> {});
            }

            @Override
            public void clear() {
                boot.requireLife();
                own.remove(attempt);
            }
        };
    }

    @Override
    public Trace trace(String run, AttemptId attempt) {
        Map<AttemptId, Trace> notes = runs.get(run);
        return notes == null ? Trace.NOTHING_KNOWN : notes.getOrDefault(attempt, Trace.NOT_SENT);
    }

    @Override
    public void forgetFormerRuns() {
        boot.requireLife();
        runs.keySet().removeIf(run -> !run.equals(boot.name()));
    }

    @Override
    public void close() {
        // The notes stay, as a file does.
    }
}
