package io.carillon.launcher;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.karaf.main.Main;

/**
 * The server's main class: checks what can be checked, runs Karaf, and turns its end into an exit code.
 *
 * <p>0: stopped because someone asked for it. 1: could not start, with the reason on standard error.
 * Signals and a console's end both count as asking.
 */
public final class Launcher {

    private static final int OK = 0;
    private static final int FAILED = 1;

    private Launcher() {}

    public static void main(String[] args) throws Exception {
        Installation installation = Installation.ofSystemProperties();
        StartupFailure failure = new StartupFailure(installation.failureFile());
        try {
            Preflight.check(installation, System.getenv());
            DataLock.acquire(installation.data());
            failure.clear();
        } catch (Refusal refusal) {
            System.err.println(refusal.getMessage());
            Files.deleteIfExists(installation.pidFile());
            System.exit(FAILED);
        }
        int code = run(installation, failure);
        Files.deleteIfExists(installation.readyFile());
        Files.deleteIfExists(installation.pidFile());
        System.exit(code);
    }

    private static int run(Installation installation, StartupFailure failure) throws Exception {
        // Karaf's own handler knows only TERM, and only once it is up.
        System.setProperty("karaf.handle.sigterm", "false");
        System.setProperty("carillon.data", installation.data().toString());
        System.setProperty(StartupFailure.PROPERTY, installation.failureFile().toString());
        boolean again;
        do {
            System.setProperty("karaf.restart", "false");
            Main karaf = new Main(new String[0]);
            AtomicReference<String> reason = new AtomicReference<>();
            Signals.onStopRequest(() -> stop(karaf));
            try {
                karaf.launch();
                failure.watch(installation.readyFile(), text -> {
                    reason.set(text);
                    stop(karaf);
                });
                karaf.awaitShutdown();
            } catch (Exception e) {
                reason.compareAndSet(null, "Karaf could not be launched: " + e + "\n  Log: " + logFile(installation));
            }
            failure.stopWatching();
            boolean stopped = karaf.destroy();
            karaf.updateInstancePidAfterShutdown();
            failure.read().ifPresent(text -> reason.compareAndSet(null, text));
            if (reason.get() != null) {
                System.err.println("Carillon cannot start: " + reason.get());
                return FAILED;
            }
            if (!stopped) {
                System.err.println("Some parts of Carillon did not stop in time; see " + logFile(installation));
                return FAILED;
            }
            again = Boolean.getBoolean("karaf.restart");
        } while (again);
        return OK;
    }

    private static void stop(Main karaf) {
        if (karaf.getFramework() == null) {
            Runtime.getRuntime().halt(OK);
        }
        Thread stopper = new Thread(
                () -> {
                    try {
                        karaf.getFramework().stop();
                    } catch (Exception e) {
                        System.err.println("Carillon did not stop cleanly: " + e);
                        Runtime.getRuntime().halt(FAILED);
                    }
                },
                "carillon-stop");
        stopper.setDaemon(true);
        stopper.start();
    }

    private static Path logFile(Installation installation) {
        return installation.karafData().resolve("log").resolve("carillon.log");
    }
}
