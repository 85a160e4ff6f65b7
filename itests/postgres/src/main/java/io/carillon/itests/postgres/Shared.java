package io.carillon.itests.postgres;

import java.nio.file.Path;

/** The server that all tests of a process share, or why there is none. */
final class Shared {

    /** Set where tests run in several processes side by side: each has a server of its own. */
    private static final String FORK = "carillon.itests.fork";

    private static PostgresServer server;
    private static PostgresUnavailableException problem;

    private Shared() {}

    static synchronized PostgresServer get() {
        if (problem != null) {
            throw problem;
        }
        if (server == null) {
            try {
                server = PostgresServer.start(Path.of("target", "postgres" + System.getProperty(FORK, "")));
                Runtime.getRuntime().addShutdownHook(new Thread(server::close, "stop-postgres"));
            } catch (PostgresUnavailableException e) {
                problem = e;
                throw e;
            }
        }
        return server;
    }
}
