package io.carillon.rest.internal.fake;

import io.carillon.rest.internal.fake.Server.Client;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A test of the application: each has a server of its own, and a client that may do everything there. */
public abstract class ServerCase {

    @TempDir
    Path folder;

    protected Server server;
    protected Client client;

    @BeforeEach
    final void openServer() {
        server = new Server(folder);
        client = server.client();
    }

    @AfterEach
    final void closeServer() {
        server.close();
    }
}
