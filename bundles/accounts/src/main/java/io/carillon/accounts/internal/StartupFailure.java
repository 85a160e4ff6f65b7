package io.carillon.accounts.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;

/**
 * Tells the start script why this part cannot start, in the file that the system property {@value #PROPERTY} names. The
 * server would else come up without it, and nobody would know until a post falls due.
 */
final class StartupFailure {

    static final String PROPERTY = "carillon.startup.failure.file";

    private StartupFailure() {}

    /** Runs a start; a refusal is written down and goes on. */
    static <T> T toldBy(Supplier<T> start) {
        try {
            return start.get();
        } catch (IllegalStateException e) {
            tell(e);
            throw e;
        }
    }

    private static void tell(IllegalStateException refusal) {
        String file = System.getProperty(PROPERTY, "");
        if (file.isEmpty()) {
            return;
        }
        try {
            Files.writeString(Path.of(file), refusal.getMessage() + "\n");
        } catch (IOException e) {
            refusal.addSuppressed(e);
        }
    }
}
