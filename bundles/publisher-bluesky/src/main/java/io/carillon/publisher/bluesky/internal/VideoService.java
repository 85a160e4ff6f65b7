package io.carillon.publisher.bluesky.internal;

import io.carillon.api.publisher.Attachment;
import io.carillon.publisher.support.http.Answer;
import io.carillon.publisher.support.http.NetworkClient;
import io.carillon.publisher.support.http.NetworkRequest;
import io.carillon.publisher.support.http.Outcomes;
import io.carillon.publisher.support.http.Reply;
import io.carillon.publisher.support.http.StoppedException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * The service that converts films and puts them on the account's own server ({@code app.bsky.video}). It is shown no token of
 * the account, but one that the account's server makes for one thing each.
 *
 * @see <a href="https://docs.bsky.app/docs/tutorials/video">Uploading video</a>
 */
final class VideoService {

    static final String TYPE = "video/mp4";

    private static final String UPLOAD_BLOB = "com.atproto.repo.uploadBlob";
    private static final String GET_LIMITS = "app.bsky.video.getUploadLimits";

    /** How long the service may act for the account: it has to receive the film and to convert it. */
    private static final Duration ON_OUR_BEHALF = Duration.ofMinutes(30);

    private static final Duration FOR_ONE_CALL = Duration.ofMinutes(1);

    private final URI service;
    private final NetworkClient client;
    private final Xrpc xrpc;
    private final Outcomes outcomes;
    private final Clock clock;

    VideoService(URI service, NetworkClient client, Xrpc xrpc, Outcomes outcomes, Clock clock) {
        this.service = service;
        this.client = client;
        this.xrpc = xrpc;
        this.outcomes = outcomes;
        this.clock = clock;
    }

    /**
     * Sends a film, if the account may.
     *
     * @param name the same for the same film
     */
    VideoJob send(Session session, String name, Attachment film, Instant deadline) throws StoppedException {
        long bytes = film.file().orElseThrow().bytes();
        VideoAnswers.admit(limits(session, deadline), bytes);
        String token = token(session, home(session, deadline), UPLOAD_BLOB, ON_OUR_BEHALF, deadline);
        String call = "app.bsky.video.uploadVideo" + Xrpc.query(Map.of("did", session.did(), "name", name + ".mp4"));
        return VideoAnswers.sent(client.send(
                NetworkRequest.post(Xrpc.address(service, call)).bearer(token).stream(TYPE, bytes, film::open)
                        .build(),
                deadline));
    }

    private Answer limits(Session session, Instant deadline) throws StoppedException {
        String token = token(session, "did:web:" + service.getHost(), GET_LIMITS, FOR_ONE_CALL, deadline);
        return client.send(
                NetworkRequest.get(Xrpc.address(service, GET_LIMITS))
                        .bearer(token)
                        .build(),
                deadline);
    }

    /** Asks how far a film is. */
    VideoJob look(String id, Instant deadline) throws StoppedException {
        return VideoAnswers.looked(
                xrpc.query(service, "app.bsky.video.getJobStatus", Map.of("jobId", id), deadline), id);
    }

    /** What the account's server calls itself: that is whom the service speaks to for us. */
    private String home(Session session, Instant deadline) {
        Answer answer = xrpc.query(session.server(), "com.atproto.server.describeServer", Map.of(), deadline);
        String did = answer instanceof Reply reply ? reply.json().path("did").asText() : "";
        return Directory.DID.matcher(did).matches()
                ? did
                : "did:web:" + session.server().getHost();
    }

    private String token(Session session, String audience, String method, Duration life, Instant deadline)
            throws StoppedException {
        String end = Long.toString(clock.instant().plus(life).getEpochSecond());
        Answer answer = xrpc.query(
                session,
                "com.atproto.server.getServiceAuth",
                Map.of("aud", audience, "lxm", method, "exp", end),
                deadline);
        return outcomes.step(answer, reply -> reply.text("/token"));
    }
}
