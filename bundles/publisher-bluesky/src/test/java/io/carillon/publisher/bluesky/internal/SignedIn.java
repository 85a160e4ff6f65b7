package io.carillon.publisher.bluesky.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.api.model.Account;
import io.carillon.api.model.Grant;
import io.carillon.api.model.Platform;
import io.carillon.api.publisher.ConnectOutcome;
import io.carillon.api.publisher.Identity;
import io.carillon.itests.peers.BlueskyServer;
import io.carillon.publisher.support.http.NetworkClient;
import io.carillon.publisher.support.http.NetworkClients;
import java.net.URI;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A new account of Bluesky's own server, connected by an app password.
 *
 * @param owner signs in with the password of the account itself
 */
record SignedIn(BlueskyConnector connector, BlueskyServer.Account owner, Account account) {

    static final String PASSWORD_NAME = "carillon";

    private static final NetworkClient CLIENT = NetworkClients.allowing("localhost", "127.0.0.1");
    private static final AtomicInteger NUMBER = new AtomicInteger();

    static SignedIn as(BlueskyServer server, String name) {
        String handle = name + NUMBER.incrementAndGet() + ".test";
        BlueskyServer.Account owner = server.createAccount(handle, "the-account-itself");
        String password = server.createAppPassword(owner, PASSWORD_NAME);
        BlueskyConnector connector = new BlueskyConnector(
                Fixtures.config(URI.create(server.url())), CLIENT, Fixtures.PROOFS, Clock.systemUTC());
        ConnectOutcome outcome = connector.connect(Map.of("identifier", handle, "appPassword", password), Grant.none());
        assertThat(outcome).isInstanceOf(ConnectOutcome.Identities.class);
        Identity identity = ((ConnectOutcome.Identities) outcome).all().get(0);
        Map<String, String> settings = new HashMap<>(identity.settings());
        return new SignedIn(
                connector,
                owner,
                Account.of(Platform.BLUESKY, identity.handle(), identity.displayName(), identity.grant())
                        .withSettings(settings));
    }

    NetworkClient client() {
        return CLIENT;
    }

    String did() {
        return owner.did();
    }

    BlueskyConfig.Values config() {
        return Fixtures.config(URI.create(account.settings().get("server")));
    }

    BlueskyPublisher publisher() {
        return new BlueskyPublisher(config(), CLIENT, Fixtures.PROOFS, Clock.systemUTC());
    }

    SignedIn with(Grant grant) {
        return new SignedIn(connector, owner, account.withGrant(grant));
    }
}
