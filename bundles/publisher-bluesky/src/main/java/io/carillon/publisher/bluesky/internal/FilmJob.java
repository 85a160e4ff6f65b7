package io.carillon.publisher.bluesky.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/**
 * A film at the video service.
 *
 * @param id of the service; empty where the film has to be sent, after it failed
 * @param since when it was sent
 * @param failures how often it could not be converted
 */
record FilmJob(String id, Instant since, int failures) {

    /** @throws java.time.DateTimeException if it is none of ours */
    static FilmJob read(JsonNode json) {
        return new FilmJob(
                json.path("id").asText(),
                Instant.parse(json.path("since").asText()),
                json.path("failures").asInt());
    }

    ObjectNode json() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", id)
                .put("since", since.toString())
                .put("failures", failures);
    }

    boolean isRunning() {
        return !id.isEmpty();
    }

    FilmJob failed() {
        return new FilmJob("", since, failures + 1);
    }
}
