package io.carillon.core.internal.post;

import io.carillon.api.store.BeingAskedException;
import io.carillon.api.store.StaleException;
import java.util.function.Supplier;

/** Makes a change again that lost a race: on what is there now, by the rules that count there. */
final class Races {

    private static final int TRIES = 20;

    private Races() {}

    /** @throws StaleException if the change lost every time */
    static <T> T run(Supplier<T> change) {
        for (int i = 1; i < TRIES; i++) {
            try {
                return change.get();
            } catch (LostException e) {
                continue;
            }
        }
        return change.get();
    }

    /** Marks a race that the store lost for us, apart from a revision that the caller expected in vain. */
    static void lost(Runnable change) {
        lost(() -> {
            change.run();
            return null;
        });
    }

    /** As {@link #lost(Runnable)}, for a change that answers with what came of it. */
    static <T> T lost(Supplier<T> change) {
        try {
            return change.get();
        } catch (BeingAskedException e) {
            // That is over only in a while.
            throw e;
        } catch (StaleException e) {
            throw new LostException(e.getMessage());
        }
    }

    private static final class LostException extends StaleException {

        private static final long serialVersionUID = 1L;

        LostException(String message) {
            super(message);
        }
    }
}
