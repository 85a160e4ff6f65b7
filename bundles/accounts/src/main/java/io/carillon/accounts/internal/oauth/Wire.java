package io.carillon.accounts.internal.oauth;

import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import io.carillon.api.service.GuardedHttp;
import io.carillon.api.service.GuardedHttp.Reply;
import io.carillon.api.service.GuardedHttp.Request;
import io.carillon.api.service.GuardedHttp.Result;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Sends requests through the guarded client, with proofs where a key is given. A server that wants its nonce in the proof
 * (RFC 9449 section 8) is answered with it, once for each call; the last nonce of each server is remembered.
 */
final class Wire {

    static final Duration PATIENCE = Duration.ofSeconds(15);

    private static final String NONCE = "DPoP-Nonce";
    private static final String USE_NONCE = "use_dpop_nonce";
    private static final int MAX_SERVERS = 1000;

    private final Supplier<Optional<GuardedHttp>> http;
    private final Clock clock;
    private final Map<String, String> nonces = new ConcurrentHashMap<>();

    Wire(Supplier<Optional<GuardedHttp>> http, Clock clock) {
        this.http = http;
        this.clock = clock;
    }

    /** @param requests makes the request, anew for each time that it is sent: some of what is in it counts once */
    Result send(Supplier<HTTPRequest> requests, Optional<DpopKey> key, Set<String> secrets) {
        Optional<GuardedHttp> client = http.get();
        if (client.isEmpty()) {
            return new GuardedHttp.NotSent("This server is starting, and cannot call networks yet.");
        }
        Instant deadline = clock.instant().plus(PATIENCE);
        HTTPRequest request = requests.get();
        Result first = client.get().send(plain(request, key, secrets), deadline);
        boolean again = key.isPresent() && remembersNonce(request.getURI(), first) && wantsNonce(first);
        return again
                ? noted(request.getURI(), client.get().send(plain(requests.get(), key, secrets), deadline))
                : first;
    }

    private Request plain(HTTPRequest request, Optional<DpopKey> key, Set<String> secrets) {
        URI uri = request.getURI();
        Map<String, String> headers = new HashMap<>();
        for (Map.Entry<String, List<String>> header : request.getHeaderMap().entrySet()) {
            headers.put(header.getKey(), header.getValue().get(0));
        }
        headers.put("Accept", "application/json");
        key.ifPresent(pair -> headers.put(
                "DPoP",
                pair.proof(
                        request.getMethod().name(),
                        uri,
                        Optional.empty(),
                        Optional.ofNullable(nonces.get(origin(uri))))));
        return new Request(request.getMethod().name(), uri, headers, Optional.ofNullable(request.getBody()), secrets);
    }

    private Result noted(URI uri, Result result) {
        remembersNonce(uri, result);
        return result;
    }

    private boolean remembersNonce(URI uri, Result result) {
        Optional<String> nonce = result instanceof Reply reply ? reply.header().apply(NONCE) : Optional.empty();
        nonce.ifPresent(value -> {
            if (nonces.size() >= MAX_SERVERS) {
                nonces.clear();
            }
            nonces.put(origin(uri), value);
        });
        return nonce.isPresent();
    }

    private static boolean wantsNonce(Result result) {
        return result instanceof Reply reply
                && (reply.status() == 400 || reply.status() == 401)
                && TokenJson.parse(reply.body())
                        .map(TokenJson::error)
                        .filter(USE_NONCE::equals)
                        .isPresent();
    }

    private static String origin(URI uri) {
        return uri.getScheme() + "://" + uri.getAuthority();
    }
}
