package io.carillon.itests.server;

import io.carillon.itests.postgres.PostgresDatabase;
import io.carillon.itests.support.CarillonServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Servers on one PostgreSQL that share what they have to: media, the vault's key, and here the sandbox's wall. */
final class Cluster implements AutoCloseable {

    private static final String KEY = Base64.getUrlEncoder().withoutPadding().encodeToString(new byte[] {
        1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 6, 7, 8
    });

    private final PostgresDatabase database = TheDatabase.fresh();
    private final List<CarillonServer> servers = new ArrayList<>();
    private final Path shared;

    Cluster(String name) {
        shared = Path.of(System.getProperty("carillon.itests.work"))
                .resolve(name + "-shared-" + ProcessHandle.current().pid());
    }

    /** One more server, not started yet. */
    CarillonServer install(String name) {
        CarillonServer server = alone(name)
                .configured(
                        "io.carillon.media", "folder", shared.resolve("media").toString())
                .configured("io.carillon.publisher.sandbox", "folder", wall().toString())
                .with("CARILLON_VAULT_KEY", KEY);
        return server;
    }

    /** One more server on the database that shares nothing else. */
    CarillonServer alone(String name) {
        CarillonServer server =
                TheDatabase.on(database, CarillonServer.install(name)).with("CARILLON_NODE_NAME", name);
        servers.add(server);
        return server;
    }

    /** Takes the sandbox out of an installation. */
    static CarillonServer withoutSandbox(CarillonServer server) {
        return server.edited(
                "system/io/carillon/io.carillon.features/0.1.0-SNAPSHOT/"
                        + "io.carillon.features-0.1.0-SNAPSHOT-features.xml",
                "\\s*<feature>carillon-publisher-sandbox</feature>",
                "");
    }

    private Path wall() {
        return shared.resolve("sandbox");
    }

    Receipts receipts() {
        return new Receipts(wall().resolve("receipts.jsonl"));
    }

    @Override
    public void close() {
        servers.forEach(CarillonServer::close);
    }
}
