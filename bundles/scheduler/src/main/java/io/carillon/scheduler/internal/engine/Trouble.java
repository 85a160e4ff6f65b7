package io.carillon.scheduler.internal.engine;

import java.lang.System.Logger.Level;

/** What keeps a part from its work, for whoever asks; its coming and its going are logged once each. */
final class Trouble {

    private static final System.Logger LOG = System.getLogger("io.carillon.scheduler");

    private final String what;
    private volatile String problem = "";

    /** @param what the work, such as {@code Storing results} */
    Trouble(String what) {
        this.what = what;
    }

    void met(Throwable cause) {
        String now = what + " fails and is tried again: " + cause.getMessage();
        if (problem.isEmpty()) {
            LOG.log(Level.WARNING, now, cause);
        }
        problem = now;
    }

    void over() {
        if (!problem.isEmpty()) {
            problem = "";
            LOG.log(Level.INFO, what + " works again.");
        }
    }

    /** Empty if there is none. */
    String problem() {
        return problem;
    }
}
