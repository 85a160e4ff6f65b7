package io.carillon.publisher.bluesky.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.carillon.api.publisher.PreparedValue;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How far a post is prepared: its files that are uploaded already, and at last the record with its key, exactly as it
 * will be sent however often.
 *
 * @param startedAt when the first file was uploaded; what hangs in no post is deleted some time later
 * @param uploads the pictures so far, or the film
 * @param job that converts the film, as long as it is not uploaded
 * @param record the whole record, once there is nothing left to do
 */
record Draft(Instant startedAt, String key, ArrayNode uploads, Optional<FilmJob> job, Optional<ObjectNode> record) {

    /** How long the network surely keeps a file that is in no post. */
    private static final Duration FILES_KEEP = Duration.ofMinutes(15);

    private static final ObjectMapper JSON = new ObjectMapper();

    static Draft begin(Instant now, String key) {
        return new Draft(now, key, JsonNodeFactory.instance.arrayNode(), Optional.empty(), Optional.empty());
    }

    /** @return empty where the value is none of ours */
    static Optional<Draft> read(PreparedValue value) {
        try {
            JsonNode json = JSON.readTree(value.value());
            if (json == null || !json.hasNonNull("startedAt") || !(json.get("uploads") instanceof ArrayNode uploads)) {
                return Optional.empty();
            }
            return Optional.of(new Draft(
                    Instant.parse(json.get("startedAt").asText()),
                    json.path("key").asText(),
                    uploads,
                    Optional.ofNullable(json.get("job")).map(FilmJob::read),
                    Optional.ofNullable(json.get("record")).map(ObjectNode.class::cast)));
        } catch (JsonProcessingException | DateTimeException | ClassCastException e) {
            return Optional.empty();
        }
    }

    PreparedValue value() {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("startedAt", startedAt.toString())
                .put("key", key);
        json.set("uploads", uploads);
        job.ifPresent(converting -> json.set("job", converting.json()));
        record.ifPresent(whole -> json.set("record", whole));
        return new PreparedValue(json.toString());
    }

    Draft with(ArrayNode uploaded) {
        return new Draft(startedAt, key, uploaded, job, record);
    }

    Draft with(FilmJob converting) {
        return new Draft(startedAt, key, uploads, Optional.of(converting), record);
    }

    /** @param now from when on the film hangs in no post, however long it was converted before */
    Draft withFilm(JsonNode film, Instant now) {
        return new Draft(now, key, JsonNodeFactory.instance.arrayNode().add(film), Optional.empty(), record);
    }

    Draft complete(ObjectNode whole) {
        return new Draft(startedAt, key, JsonNodeFactory.instance.arrayNode(), Optional.empty(), Optional.of(whole));
    }

    /** When it must be prepared anew; empty where it holds nothing that the network would delete. */
    Optional<Instant> expiresAt() {
        boolean holds = !uploads.isEmpty() || record.filter(Draft::holdsBlobs).isPresent();
        return holds ? Optional.of(startedAt.plus(FILES_KEEP)) : Optional.empty();
    }

    private static boolean holdsBlobs(JsonNode record) {
        return !record.path("embed").findValues("ref").isEmpty();
    }
}
