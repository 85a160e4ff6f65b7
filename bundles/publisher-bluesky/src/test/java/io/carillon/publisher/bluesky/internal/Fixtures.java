package io.carillon.publisher.bluesky.internal;

import io.carillon.api.model.Account;
import io.carillon.api.model.Grant;
import io.carillon.api.model.Platform;
import io.carillon.api.service.DpopProofs;
import io.carillon.publisher.support.http.NetworkClient;
import io.carillon.publisher.support.http.NetworkClients;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

final class Fixtures {

    /** Makes proofs that say what they were made of. */
    static final DpopProofs PROOFS =
            (grant, method, uri, nonce) -> "proof " + method + " " + uri + " " + nonce.orElse("none");

    private Fixtures() {}

    static BlueskyConfig.Values config(URI service) {
        return config(service, service);
    }

    static BlueskyConfig.Values config(URI service, URI appView) {
        return config(service, appView, Optional.empty());
    }

    static BlueskyConfig.Values config(URI service, URI appView, Optional<URI> videoService) {
        return new BlueskyConfig.Values(
                service,
                service,
                appView,
                URI.create("https://bsky.app"),
                1_000_000,
                videoService,
                100_000_000,
                Duration.ofMinutes(3));
    }

    static NetworkClient client() {
        return NetworkClients.allowing("127.0.0.1");
    }

    /** As connecting leaves it. */
    static Account account(String server) {
        Grant grant = new Grant(
                Map.of("accessJwt", "never-tell-access", "refreshJwt", "never-tell-refresh"), Optional.empty());
        return Account.of(Platform.BLUESKY, "@alice.test", "Alice", grant)
                .withSettings(Map.of("server", server, "did", FakeServer.DID));
    }
}
