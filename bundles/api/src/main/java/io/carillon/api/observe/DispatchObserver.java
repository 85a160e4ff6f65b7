package io.carillon.api.observe;

import io.carillon.api.model.Attempt;
import io.carillon.api.model.Platform;
import io.carillon.api.store.Settlement;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Is told what the engine does, on the engine's own threads: every method has to return within microseconds and must not
 * throw. Times are in nanoseconds, so that telling them costs no object.
 */
@ConsumerType
public interface DispatchObserver {

    /** Nobody looks. */
    DispatchObserver NONE = new DispatchObserver() {};

    /** What is asked of the store. */
    enum StoreCall {
        /** Claiming a batch of what is due. */
        CLAIM,
        /** Storing a batch of results. */
        SETTLE
    }

    /**
     * The store answered.
     *
     * @param rows how many claims it gave, or results it took
     */
    default void stored(StoreCall call, int rows, long nanos) {}

    /**
     * A publisher's {@code publish} was entered; told once the call is over, or is not waited for any more.
     *
     * @param lateness since the instant at which it was to be entered: the due time, or the time of a retry
     */
    default void entered(Platform platform, long lateness) {}

    /** A visit to prepare is over. */
    default void prepared(Platform platform, Attempt.Result result, long nanos) {}

    /** Results were stored, by which claims ended. */
    default void settled(List<Settlement> settlements) {}
}
