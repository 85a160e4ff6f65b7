package io.carillon.scheduler;

import io.carillon.api.model.Platform;
import java.util.concurrent.Executor;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * The threads that the engine works on. None of these executors may run a task before {@code execute} has returned,
 * except that one may refuse it by an exception.
 */
@ConsumerType
public interface Workers extends AutoCloseable {

    /** Claims what is due; one task at a time. */
    Executor dispatcher();

    /** Stores results; one task at a time. */
    Executor writer();

    /** Loads what was claimed; several tasks at a time. */
    Executor loader();

    /**
     * Calls one network's publisher. The engine never has more tasks under way there than {@link #permits()}, and
     * networks share nothing.
     */
    Executor network(Platform platform);

    /** How many calls to one network may be under way at a time. */
    int permits();

    /** Takes no more tasks; those under way end by themselves. */
    @Override
    void close();
}
