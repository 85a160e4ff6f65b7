package io.carillon.rest.internal.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Tells the start script why this part cannot start, in the file that the system property {@value #PROPERTY} names: the
 * server would else come up without it.
 */
public final class StartupFailure {

    static final String PROPERTY = "carillon.startup.failure.file";

    private StartupFailure() {}

    /** Writes a refusal down; it is the caller's to throw. */
    public static <E extends RuntimeException> E tell(E refusal) {
        String file = System.getProperty(PROPERTY, "");
        if (!file.isEmpty()) {
            try {
                Files.writeString(Path.of(file), refusal.getMessage() + "\n");
            } catch (IOException e) {
                refusal.addSuppressed(e);
            }
        }
        return refusal;
    }
}
