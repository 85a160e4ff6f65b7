package io.carillon.api.start;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;

/**
 * Tells the start script why a part cannot start, in the file that the system property {@value #PROPERTY} names; without
 * that property nobody listens. The server would else come up without that part, and nobody would know until it is needed.
 * Safe for many threads; where several parts fail, the last one is told.
 */
public final class StartupFailure {

    /** Names the file; the launcher sets it. */
    public static final String PROPERTY = "carillon.startup.failure.file";

    private StartupFailure() {}

    /**
     * Writes down why a part cannot start; the reason is the caller's to throw.
     *
     * @param sentence for the administrator: what is wrong and what would be right
     * @return the reason; with what kept the sentence from being written, if anything did
     */
    public static <E extends Exception> E tell(String sentence, E reason) {
        String file = System.getProperty(PROPERTY, "");
        if (!file.isEmpty()) {
            try {
                Files.writeString(Path.of(file), sentence + "\n");
            } catch (IOException e) {
                reason.addSuppressed(e);
            }
        }
        return reason;
    }

    /** Writes a refusal down whose message is such a sentence. */
    public static <E extends Exception> E tell(E refusal) {
        return tell(refusal.getMessage(), refusal);
    }

    /**
     * Runs a start.
     *
     * @throws IllegalStateException the start's own, written down
     */
    public static <T> T toldBy(Supplier<T> start) {
        try {
            return start.get();
        } catch (IllegalStateException e) {
            throw tell(e);
        }
    }
}
