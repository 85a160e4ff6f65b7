package io.carillon.persistence.internal.component;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A reason why the server can't run. It goes to the log, to the file that the system property {@value #FILE} names (the
 * start script prints it), and the framework stops: a server without its database would only look as if it worked.
 */
final class StartProblem {

    static final String FILE = "carillon.startup.failure.file";

    private static final Logger LOG = LoggerFactory.getLogger(StartProblem.class);

    private StartProblem() {}

    static void report(BundleContext context, String sentence, Exception reason) {
        LOG.error("{}", sentence, reason);
        writeDown(sentence, reason);
        try {
            context.getBundle(Constants.SYSTEM_BUNDLE_ID).stop();
        } catch (BundleException e) {
            throw new IllegalStateException("The framework doesn't stop. " + sentence, e);
        }
    }

    private static void writeDown(String sentence, Exception reason) {
        String file = System.getProperty(FILE, "");
        if (file.isEmpty()) {
            return;
        }
        try {
            Files.writeString(Path.of(file), sentence + "\n");
        } catch (IOException e) {
            // The sentence is in the log all the same, and the framework stops.
            reason.addSuppressed(e);
        }
    }
}
