package io.carillon.publisher.bluesky.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.publisher.support.http.Reply;
import java.util.Optional;

/**
 * What the video service says of a film.
 *
 * @param id of the service; empty where it has none, and then there is no film either
 * @param state most states only say that it is busy
 * @param blob the film on the account's server, once it is there
 * @param reason what went wrong, in the service's words; may be empty
 */
record VideoJob(String id, String state, Optional<JsonNode> blob, String reason) {

    /** It is below {@code jobStatus} by its schema, and often enough without that. */
    static JsonNode node(Reply reply) {
        JsonNode json = reply.json();
        return json.path("jobStatus").isObject() ? json.get("jobStatus") : json;
    }

    static VideoJob of(Reply reply) {
        JsonNode job = node(reply);
        String reason = job.path("message").asText(job.path("error").asText());
        return new VideoJob(
                job.path("jobId").asText(),
                job.path("state").asText(),
                Optional.of(job.path("blob")).filter(JsonNode::isObject),
                reply.hideSecrets(reason));
    }

    static VideoJob forgotten(String id) {
        return new VideoJob(id, "JOB_STATE_FAILED", Optional.empty(), "the video service knows it no more");
    }

    /** A film that it had already comes with an error, and is none the worse. */
    boolean isFailed() {
        return blob.isEmpty() && state.equals("JOB_STATE_FAILED");
    }
}
