package io.carillon.scheduler.internal.engine;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** Whether a call is out beyond its deadline: so many calls to its network hang. */
final class CallWatch {

    private enum State {
        OUT,
        HUNG,
        BACK
    }

    private final AtomicInteger hung;
    private final AtomicReference<State> state = new AtomicReference<>(State.OUT);

    CallWatch(AtomicInteger hung) {
        this.hung = hung;
    }

    /** Its deadline has passed. */
    void isLate() {
        if (state.compareAndSet(State.OUT, State.HUNG)) {
            hung.incrementAndGet();
        }
    }

    void isBack() {
        if (state.getAndSet(State.BACK) == State.HUNG) {
            hung.decrementAndGet();
        }
    }
}
