package io.carillon.launcher;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.karaf.main.Main;
import org.osgi.framework.BundleException;
import org.osgi.framework.launch.Framework;

/** Karaf from its launch to its end, and why it ended. */
final class Server {

    static final int OK = 0;
    static final int FAILED = 1;

    /**
     * Short, since Karaf's boot may have called {@code System.exit} from a thread that the stop waits for; what matters
     * has been stopped by then, in the order of the start levels.
     */
    private static final long SETTLE_SECONDS = 5;

    private final Installation installation;
    private final StartupFailure failure;
    private final AtomicReference<String> reason = new AtomicReference<>();
    private final CountDownLatch settled = new CountDownLatch(1);
    private volatile Main karaf;
    private volatile boolean asked;
    private volatile int code = OK;

    Server(Installation installation, StartupFailure failure) {
        this.installation = installation;
        this.failure = failure;
    }

    /** Runs until the server has ended; {@link #settle} tells how. */
    void run() throws Exception {
        try {
            do {
                System.setProperty("karaf.restart", "false");
                runOnce();
            } while (reason.get() == null && Boolean.getBoolean("karaf.restart"));
        } finally {
            settled.countDown();
        }
    }

    /** Someone wants the server to end: that is no failure, whatever breaks on the way. */
    void askToStop() {
        asked = true;
        stop();
    }

    /**
     * For the end of the process: returns the exit code and says why, after stopping the server where it still runs
     * because the process is being ended from elsewhere.
     */
    int settle() {
        if (settled.getCount() > 0) {
            if (!asked) {
                reason.compareAndSet(null, "a part of it could not be installed.\n  Log:  " + installation.logFile());
            }
            stop();
            try {
                settled.await(SETTLE_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        if (reason.get() != null && !asked) {
            System.err.println("Carillon cannot start: " + reason.get());
            return FAILED;
        }
        return code;
    }

    private void runOnce() throws Exception {
        karaf = new Main(new String[0]);
        try {
            karaf.launch();
            if (asked) {
                stop();
            }
            failure.watch(installation.readyFile(), this::fail);
            karaf.awaitShutdown();
        } catch (Exception e) {
            if (!asked) {
                fail("Karaf could not be launched: " + e + "\n  Log:  " + installation.logFile());
            }
        }
        failure.stopWatching();
        boolean stopped = karaf.destroy();
        karaf.updateInstancePidAfterShutdown();
        failure.read().ifPresent(reason::set);
        if (!stopped) {
            System.err.println("Some parts of Carillon did not stop in time; see " + installation.logFile());
            code = FAILED;
        }
    }

    private void fail(String text) {
        reason.compareAndSet(null, text);
        stop();
    }

    private void stop() {
        Framework framework = karaf == null ? null : karaf.getFramework();
        if (framework == null) {
            return;
        }
        Thread stopper = new Thread(
                () -> {
                    try {
                        framework.stop();
                    } catch (BundleException e) {
                        System.err.println("Carillon does not stop: " + e);
                    }
                },
                "carillon-stop");
        stopper.setDaemon(true);
        stopper.start();
    }
}
