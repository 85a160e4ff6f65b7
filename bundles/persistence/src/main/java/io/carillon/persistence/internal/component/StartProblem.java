package io.carillon.persistence.internal.component;

import io.carillon.api.start.StartupFailure;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A reason why the server can't run. It goes to the log, to the start script ({@link StartupFailure}), and the framework stops: a server without its database would only look as if it worked.
 */
final class StartProblem {

    private static final Logger LOG = LoggerFactory.getLogger(StartProblem.class);

    private StartProblem() {}

    static void report(BundleContext context, String sentence, Exception reason) {
        LOG.error("{}", sentence, reason);
        StartupFailure.tell(sentence, reason);
        try {
            context.getBundle(Constants.SYSTEM_BUNDLE_ID).stop();
        } catch (BundleException e) {
            throw new IllegalStateException("The framework doesn't stop. " + sentence, e);
        }
    }
}
