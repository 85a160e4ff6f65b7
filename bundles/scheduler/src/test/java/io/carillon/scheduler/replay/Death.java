package io.carillon.scheduler.replay;

/** Thrown through whatever a process was doing when it died, so that its stack ends; all it still tries is in vain. */
final class Death extends Error {

    private static final long serialVersionUID = 1L;

    Death() {
        super("This process is dead", null, false, false);
    }
}
