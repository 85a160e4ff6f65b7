package io.carillon.scheduler.internal.embed;

import io.carillon.scheduler.internal.engine.Engine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** An engine at work, with what was made for it alone. */
public final class RunningEngine implements AutoCloseable {

    private static final Duration EXTRA = Duration.ofSeconds(5);

    private final Engine engine;
    private final Duration patience;
    private final List<AutoCloseable> own;

    /** @param own closed after it, the last first */
    public RunningEngine(Engine engine, Duration patience, List<AutoCloseable> own) {
        this.engine = engine;
        this.patience = patience.plus(EXTRA);
        this.own = new ArrayList<>(own);
        Collections.reverse(this.own);
    }

    public Engine engine() {
        return engine;
    }

    @Override
    public void close() {
        try {
            engine.stop().get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            // Whoever stops us has no more time. What is not stored, the journal knows.
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("The engine did not stop within " + patience.toSeconds() + " s", e);
        } finally {
            closeOwn();
        }
    }

    private void closeOwn() {
        for (AutoCloseable thing : own) {
            try {
                thing.close();
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
