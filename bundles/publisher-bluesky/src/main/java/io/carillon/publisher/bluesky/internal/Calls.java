package io.carillon.publisher.bluesky.internal;

import io.carillon.api.service.DpopProofs;
import io.carillon.publisher.support.http.Answer;
import io.carillon.publisher.support.http.NetworkClient;
import io.carillon.publisher.support.http.NetworkRequest;
import io.carillon.publisher.support.http.Reply;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Calls that say who we are: with a token, and where that is bound to a key, with a proof that we have it (RFC 9449). A
 * server that wants its nonce in the proof has done nothing yet, so it is asked again with it, once. Thread-safe.
 */
final class Calls {

    private static final String NONCE = "DPoP-Nonce";
    private static final int MAX_SERVERS = 1_000;

    private final NetworkClient client;
    private final DpopProofs proofs;
    private final Map<String, String> nonces = new ConcurrentHashMap<>();

    Calls(NetworkClient client, DpopProofs proofs) {
        this.client = client;
        this.proofs = proofs;
    }

    Answer send(Session session, NetworkRequest.Builder call, Instant deadline) {
        if (!session.isBound()) {
            return client.send(call.bearer(session.accessToken()).build(), deadline);
        }
        call.secret(session.accessToken()).header("Authorization", "DPoP " + session.accessToken());
        Answer first = proved(session, call, deadline);
        return wantsNonce(first) ? proved(session, call, deadline) : first;
    }

    private Answer proved(Session session, NetworkRequest.Builder call, Instant deadline) {
        NetworkRequest request = call.build();
        String server = origin(request.uri());
        String proof =
                proofs.proof(session.grant(), request.method(), request.uri(), Optional.ofNullable(nonces.get(server)));
        Answer answer = client.send(call.header("DPoP", proof).build(), deadline);
        if (answer instanceof Reply reply) {
            reply.header(NONCE).ifPresent(nonce -> remember(server, nonce));
        }
        return answer;
    }

    private void remember(String server, String nonce) {
        if (nonces.size() >= MAX_SERVERS) {
            nonces.clear();
        }
        nonces.put(server, nonce);
    }

    private static boolean wantsNonce(Answer answer) {
        return answer instanceof Reply reply
                && reply.status() == 401
                && reply.header(NONCE).isPresent()
                && Xrpc.errorName(reply).equals(Xrpc.USE_NONCE);
    }

    private static String origin(URI uri) {
        return uri.getScheme() + "://" + uri.getRawAuthority();
    }
}
