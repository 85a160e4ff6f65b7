package io.carillon.itests.browser;

import io.carillon.itests.simulators.mastodon.MastodonSimulator;
import io.carillon.itests.support.CarillonServer;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A server of Carillon, and one of Mastodon that it may call, for the tests of a class. */
final class Site implements BeforeAllCallback, AfterAllCallback {

    private final String name;
    private MastodonSimulator mastodon;
    private CarillonServer server;

    Site(String name) {
        this.name = name;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        mastodon = MastodonSimulator.start();
        server = CarillonServer.install(name)
                .with("CARILLON_ALLOWED_HOSTS", mastodon.host())
                .start();
    }

    CarillonServer server() {
        return server;
    }

    MastodonSimulator mastodon() {
        return mastodon;
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (server != null) {
            server.close();
        }
        if (mastodon != null) {
            mastodon.close();
        }
    }
}
