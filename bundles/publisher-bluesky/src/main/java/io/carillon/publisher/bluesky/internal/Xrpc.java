package io.carillon.publisher.bluesky.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.api.service.DpopProofs;
import io.carillon.publisher.support.http.Answer;
import io.carillon.publisher.support.http.ErrorReader;
import io.carillon.publisher.support.http.NetworkClient;
import io.carillon.publisher.support.http.NetworkError;
import io.carillon.publisher.support.http.NetworkError.Kind;
import io.carillon.publisher.support.http.NetworkRequest;
import io.carillon.publisher.support.http.Reply;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Calls of the AT Protocol: queries are GET, procedures are POST, and both live below {@code /xrpc/}. */
final class Xrpc {

    private static final ErrorReader BY_STATUS = ErrorReader.byStatus();

    private static final int CONTENT_TOO_LARGE = 413;

    /** By which a server asks for its nonce in proofs (RFC 9449 section 9). */
    static final String USE_NONCE = "use_dpop_nonce";

    /** By which a server refuses a proof itself, such as one made more than three minutes ago or ahead by its clock. */
    private static final String BAD_PROOF = "invalid_dpop_proof";

    private final NetworkClient client;
    private final Calls calls;

    Xrpc(NetworkClient client, DpopProofs proofs) {
        this.client = client;
        this.calls = new Calls(client, proofs);
    }

    /** Asks for a document outside of the protocol, without saying who we are. */
    Answer get(URI address, Instant deadline) {
        return client.send(NetworkRequest.get(address).build(), deadline);
    }

    /** Asks without saying who we are. */
    Answer query(URI server, String method, Map<String, String> parameters, Instant deadline) {
        return client.send(
                NetworkRequest.get(address(server, method + query(parameters))).build(), deadline);
    }

    /** Asks about several things at once, without saying who we are. */
    Answer query(URI server, String method, String parameter, List<String> values, Instant deadline) {
        String query =
                values.stream().map(value -> parameter(parameter, value)).collect(Collectors.joining("&", "?", ""));
        return client.send(NetworkRequest.get(address(server, method + query)).build(), deadline);
    }

    /** Asks as an account. */
    Answer query(Session session, String method, Map<String, String> parameters, Instant deadline) {
        return calls.send(session, NetworkRequest.get(address(session.server(), method + query(parameters))), deadline);
    }

    static String query(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(entry -> parameter(entry.getKey(), entry.getValue()))
                .collect(Collectors.joining("&", parameters.isEmpty() ? "" : "?", ""));
    }

    private static String parameter(String name, String value) {
        return name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    /**
     * The JSON that was asked for; empty where a server has none.
     *
     * @throws TroubleException if the server could not be asked
     */
    static Optional<JsonNode> document(Answer answer, URI server) throws TroubleException {
        if (answer instanceof Reply reply && reply.status() != 429 && reply.status() < 500) {
            return Optional.of(reply.json()).filter(json -> reply.isSuccess() && json.isObject());
        }
        throw TroubleException.notReached(answer.<String>fold(
                reply -> server.getHost() + " says: " + error(reply).message(),
                notSent -> "There is no way to " + server.getHost() + ": " + notSent.reason(),
                Answer.Lost::reason));
    }

    /** Signs in, with a password that is in no message about it. */
    Answer signIn(URI server, JsonNode identifierAndPassword, String password, Instant deadline) {
        return client.send(
                NetworkRequest.post(address(server, "com.atproto.server.createSession"))
                        .secret(password)
                        .json(identifierAndPassword)
                        .build(),
                deadline);
    }

    Answer procedure(Session session, String method, JsonNode input, Instant deadline) {
        return calls.send(
                session, NetworkRequest.post(address(session.server(), method)).json(input), deadline);
    }

    /** A procedure that takes nothing but a token. */
    Answer procedure(URI server, String method, String token, Instant deadline) {
        return client.send(
                NetworkRequest.post(address(server, method)).bearer(token).build(), deadline);
    }

    Answer upload(Session session, String type, byte[] bytes, Instant deadline) {
        return upload(session, type, bytes.length, () -> new ByteArrayInputStream(bytes), deadline);
    }

    /** Uploads a file without holding it in memory. */
    Answer upload(Session session, String type, long length, NetworkRequest.Source source, Instant deadline) {
        return calls.send(
                session,
                NetworkRequest.post(address(session.server(), "com.atproto.repo.uploadBlob")).stream(
                        type, length, source),
                deadline);
    }

    static URI address(URI server, String call) {
        return URI.create(server.toString().replaceAll("/+$", "") + "/xrpc/" + call);
    }

    /** The name that the network gives to what went wrong; empty where it gives none. */
    static String errorName(Reply reply) {
        return reply.json().path("error").asText();
    }

    /** A server has no name for the error of an account that was deleted there: it calls the request invalid. */
    static boolean isOfNobody(Reply reply) {
        return errorName(reply).equals("InvalidRequest")
                && reply.json().path("message").asText().startsWith("Could not find user");
    }

    /** Whether the server itself has refused something: its errors all have names, and those of proxies before it have none. */
    static boolean isRefusal(Reply reply) {
        return !reply.isSuccess() && isName(errorName(reply));
    }

    private static boolean isName(String name) {
        return name.matches("[A-Za-z_]{1,60}");
    }

    /** What the network's errors mean, by their names. */
    static NetworkError error(Reply reply) {
        NetworkError byStatus = BY_STATUS.read(reply);
        String name = errorName(reply);
        if (!isName(name)) {
            return nameless(reply, byStatus);
        }
        return new NetworkError(kind(name, byStatus.kind()), code(name), message(name, byStatus.message()));
    }

    /**
     * A proxy's page. While the server behind it is starting, or its administrator mends something, proxies say that there is
     * nothing, or that nobody may; which is no word about a post or an account. That something is too large stays true.
     */
    private static NetworkError nameless(Reply reply, NetworkError byStatus) {
        boolean verdict = byStatus.kind() == Kind.REJECTED || byStatus.kind() == Kind.REAUTHORISATION_NEEDED;
        return verdict && reply.status() != CONTENT_TOO_LARGE
                ? new NetworkError(
                        Kind.UNAVAILABLE,
                        byStatus.code(),
                        "Something before the server answered in its place, such as a proxy. (" + byStatus.message()
                                + ")")
                : byStatus;
    }

    private static Kind kind(String name, Kind byStatus) {
        return switch (name) {
            case "RateLimitExceeded" -> Kind.THROTTLED;
            // It is renewed by the refresh token.
            case "ExpiredToken", USE_NONCE -> Kind.UNAVAILABLE;
            // Not of the token but of the proof that goes with it, which a new consent would not make any better.
            case BAD_PROOF -> Kind.UNAVAILABLE;
            case "InvalidToken",
                    "invalid_token",
                    "AuthMissing",
                    "AuthenticationRequired",
                    "AccountNotFound",
                    "AccountTakedown",
                    "AccountDeactivated" -> Kind.REAUTHORISATION_NEEDED;
            // Under this record key there is another record: what an earlier call of the same delivery published.
            case "InvalidSwap" -> Kind.UNCERTAIN;
            default -> byStatus;
        };
    }

    private static String message(String name, String message) {
        return switch (name) {
            case "ExpiredToken" -> "The session has ended and must be renewed before the next try. (" + message + ")";
            case BAD_PROOF ->
                "Bluesky does not accept the proof of who we are. Most likely the clock of the machine that Carillon runs on"
                        + " is off; set it right. (" + message + ")";
            case "InvalidSwap" -> "There is a record under this key already. (" + message + ")";
            default -> message;
        };
    }

    private static String code(String name) {
        return name.replace('_', '-').replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }
}
