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
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Calls to servers, and what their refusals mean. */
final class MastodonApi {

    private static final ErrorReader BY_STATUS = ErrorReader.byStatus();

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
        return client.send(as(home, "GET", path).build(), deadline);
    }

    Answer put(Home home, String path, JsonNode body, Instant deadline) {
        return client.send(as(home, "PUT", path).json(body).build(), deadline);
    }

    Answer delete(Home home, String path, Instant deadline) {
        return client.send(as(home, "DELETE", path).build(), deadline);
    }

    Answer upload(Home home, MultipartForm form, Instant deadline) {
        return client.send(as(home, "POST", "/api/v2/media").multipart(form).build(), deadline);
    }

    /** The one call that shows something. */
    Answer post(Home home, JsonNode status, String key, Instant deadline) {
        return client.send(
                as(home, "POST", "/api/v1/statuses")
                        .header("Idempotency-Key", key)
                        .json(status)
                        .build(),
                deadline);
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
        if (reply.status() == 403) {
            // What an account may never do is not asked of it: its consent lacks something, or it is disabled itself. A
            // page is none of the server's own words, but of what stands before it.
            boolean ownWord = reply.json().isObject();
            return new NetworkError(
                    ownWord ? Kind.REAUTHORISATION_NEEDED : Kind.UNAVAILABLE, byStatus.code(), byStatus.message());
        }
        if (reply.status() == 422 && isProcessing(reply)) {
            return new NetworkError(Kind.UNAVAILABLE, "still-processing", byStatus.message());
        }
        return byStatus;
    }

    private static boolean isProcessing(Reply reply) {
        return text(reply).contains("not finished processing");
    }

    /** Whether a status was refused since a file of it is gone, or hangs in another status. */
    static boolean lacksMedia(Reply reply) {
        return reply.status() == 422
                && (text(reply).contains("already attached") || text(reply).contains("not found"));
    }

    private static String text(Reply reply) {
        return reply.json().path("error").asText();
    }
}
