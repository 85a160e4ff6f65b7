package io.carillon.launcher;

import java.io.IOException;
import java.nio.file.Files;

/**
 * The server's main class: checks what can be checked, runs Karaf, and turns its end into an exit code.
 *
 * <p>0: stopped because someone asked for it, by a signal or in the console. 1: could not start, or ended by itself;
 * the reason is on standard error.
 */
public final class Launcher {

    private Launcher() {}

    public static void main(String[] args) throws Exception {
        Installation installation = Installation.ofSystemProperties();
        StartupFailure failure = new StartupFailure(installation.failureFile());
        try {
            Preflight.check(installation, System.getenv());
            DataLock.acquire(installation.data());
        } catch (Refusal refusal) {
            System.err.println(refusal.getMessage());
            forgetProcess(installation);
            System.exit(Server.FAILED);
        }
        failure.clear();
        // Karaf's own handler knows only TERM, and only once it is up.
        System.setProperty("karaf.handle.sigterm", "false");
        System.setProperty("carillon.data", installation.data().toString());
        System.setProperty(StartupFailure.PROPERTY, installation.failureFile().toString());
        Server server = new Server(installation, failure);
        Signals.onStopRequest(server::askToStop);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> halt(server, installation), "carillon-exit"));
        server.run();
        System.exit(Server.OK);
    }

    /** Runs however the process ends, so that an exit from anywhere stops the server and ends with the server's code. */
    private static void halt(Server server, Installation installation) {
        int code = server.settle();
        try {
            forgetProcess(installation);
        } catch (IOException e) {
            System.err.println("A file of the ended process stays behind: " + e);
        }
        Runtime.getRuntime().halt(code);
    }

    private static void forgetProcess(Installation installation) throws IOException {
        Files.deleteIfExists(installation.readyFile());
        Files.deleteIfExists(installation.pidFile());
    }
}
