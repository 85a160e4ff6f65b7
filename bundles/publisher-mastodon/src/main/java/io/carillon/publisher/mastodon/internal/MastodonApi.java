package io.carillon.publisher.mastodon.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.publisher.support.http.Answer;
import io.carillon.publisher.support.http.ErrorReader;
import io.carillon.publisher.support.http.MultipartForm;
import io.carillon.publisher.support.http.NetworkClient;
import io.carillon.publisher.support.http.NetworkError;
import io.carillon.publisher.support.http.NetworkError.Kind;
import io.carillon.publisher.support.http.NetworkRequest;
import io.carillon.publisher.support.http.Reply;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/** Calls to servers, and what their refusals mean. */
final class MastodonApi {

    /** Tells whose token it is. */
    static final String ACCOUNT = "/api/v1/accounts/verify_credentials";

    private static final ErrorReader BY_STATUS = ErrorReader.byStatus();

    /** What these say holds whoever says it. */
    private static final Set<Integer> OF_ANYBODY = Set.of(401, 408, 413, 429);

    private static final HttpHeaders NO_HEADERS = HttpHeaders.of(Map.of(), (name, value) -> true);

    private final NetworkClient client;

    MastodonApi(NetworkClient client) {
        this.client = client;
    }

    /** Asks without saying who we are. */
    Answer ask(URI server, String path, Instant deadline) {
        return client.send(NetworkRequest.get(address(server, path)).build(), deadline);
    }

    /** Tells something without saying who we are. */
    Answer tell(URI server, String path, JsonNode body, Instant deadline) {
        return client.send(NetworkRequest.post(address(server, path)).json(body).build(), deadline);
    }

    Answer get(Home home, String path, Instant deadline) {
        return send(home, as(home, "GET", path), deadline);
    }

    Answer put(Home home, String path, JsonNode body, Instant deadline) {
        return send(home, as(home, "PUT", path).json(body), deadline);
    }

    Answer delete(Home home, String path, Instant deadline) {
        return send(home, as(home, "DELETE", path), deadline);
    }

    Answer upload(Home home, MultipartForm form, Instant deadline) {
        return send(home, as(home, "POST", "/api/v2/media").multipart(form), deadline);
    }

    /** The one call that shows something. */
    Answer post(Home home, JsonNode status, String key, Instant deadline) {
        return send(
                home,
                as(home, "POST", "/api/v1/statuses")
                        .header("Idempotency-Key", key)
                        .json(status),
                deadline);
    }

    private Answer send(Home home, NetworkRequest.Builder call, Instant deadline) {
        NetworkRequest request = call.build();
        Answer answer = client.send(request, deadline);
        return answer instanceof Reply reply && isWordless(reply) ? explained(home, request, reply, deadline) : answer;
    }

    /** Servers of other makes refuse so what Mastodon calls by its name: a token that is not good any more. */
    private static boolean isWordless(Reply reply) {
        return (reply.status() == 403 || reply.status() == 422) && reply.body().length == 0;
    }

    /** Asks whose token it is, and lets that decide: whatever was refused, nothing of it was done. */
    private Answer explained(Home home, NetworkRequest request, Reply refusal, Instant deadline) {
        Answer account = client.send(as(home, "GET", ACCOUNT).build(), deadline);
        return account.fold(
                reply -> reply.isSuccess()
                        ? refusal
                        : reply.status() == 401 || isWordless(reply)
                                ? endedToken(request, refusal)
                                : unexplained(refusal, error(reply).message()),
                notSent -> unexplained(refusal, notSent.reason()),
                lost -> unexplained(refusal, lost.reason()));
    }

    private static Reply endedToken(NetworkRequest request, Reply refusal) {
        byte[] words =
                "{\"error\":\"The server does not take the access token any more.\"}".getBytes(StandardCharsets.UTF_8);
        return Reply.to(request, 401, NO_HEADERS, words, refusal.sentAt());
    }

    private static Answer unexplained(Reply refusal, String reason) {
        return new Answer.NotSent("The server took nothing (HTTP " + refusal.status()
                + "), did not say why, and could not be asked about the account: " + reason);
    }

    private static NetworkRequest.Builder as(Home home, String method, String path) {
        return NetworkRequest.of(method, address(home.server(), path)).bearer(home.token());
    }

    /** An id as part of an address: servers of other makes have ids of their own kinds. */
    static String encoded(String id) {
        return URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static URI address(URI server, String path) {
        return URI.create(server.toString().replaceAll("/+$", "") + path);
    }

    /** By status first, since texts are in the language of the account. */
    static NetworkError error(Reply reply) {
        NetworkError byStatus = BY_STATUS.read(reply);
        if (isPage(reply)) {
            return new NetworkError(Kind.UNAVAILABLE, byStatus.code(), byStatus.message());
        }
        if (reply.status() == 403) {
            // What an account may never do is not asked of it: its consent lacks something, or it is disabled itself.
            return new NetworkError(Kind.REAUTHORISATION_NEEDED, byStatus.code(), byStatus.message());
        }
        if (reply.status() == 422 && isProcessing(reply)) {
            return new NetworkError(Kind.UNAVAILABLE, "still-processing", byStatus.message());
        }
        return byStatus;
    }

    /** A refusal that is none of the server's own words, but of what stands before it while the server itself is away. */
    private static boolean isPage(Reply reply) {
        return reply.status() >= 400
                && reply.status() < 500
                && !OF_ANYBODY.contains(reply.status())
                && !hasOwnWords(reply)
                && !(reply.status() == 422 && isWordless(reply));
    }

    /** Whether the server itself says that what was asked for is not there. */
    static boolean isGone(Answer answer) {
        return answer instanceof Reply reply && reply.status() == 404 && hasOwnWords(reply);
    }

    private static boolean hasOwnWords(Reply reply) {
        return reply.json().isObject();
    }

    private static boolean isProcessing(Reply reply) {
        return text(reply).contains("not finished processing");
    }

    /** Whether a status was refused since a file of it is gone, or hangs in another status; as said in English. */
    static boolean lacksMedia(Reply reply) {
        return reply.status() == 422
                && (text(reply).contains("already attached") || text(reply).contains("not found"));
    }

    private static String text(Reply reply) {
        return reply.json().path("error").asText();
    }
}
