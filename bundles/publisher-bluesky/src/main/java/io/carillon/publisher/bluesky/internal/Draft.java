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
 * How far a post is prepared: its pictures that are uploaded already, and at last the record with its key, exactly as it
 * will be sent however often.
 *
 * @param startedAt when the first picture was uploaded; what hangs in no post is deleted some time later
 * @param pictures uploaded so far
 * @param record the whole record, once there is nothing left to do
 */
record Draft(Instant startedAt, String key, ArrayNode pictures, Optional<ObjectNode> record) {

    /** How long the network surely keeps a picture that is in no post. */
    private static final Duration PICTURES_KEEP = Duration.ofMinutes(15);

    private static final ObjectMapper JSON = new ObjectMapper();

    static Draft begin(Instant now, String key) {
        return new Draft(now, key, JsonNodeFactory.instance.arrayNode(), Optional.empty());
    }

    /** @return empty where the value is none of ours */
    static Optional<Draft> read(PreparedValue value) {
        try {
            JsonNode json = JSON.readTree(value.value());
            if (json == null
                    || !json.hasNonNull("startedAt")
                    || !(json.get("pictures") instanceof ArrayNode pictures)) {
                return Optional.empty();
            }
            return Optional.of(new Draft(
                    Instant.parse(json.get("startedAt").asText()),
                    json.path("key").asText(),
                    pictures,
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
        json.set("pictures", pictures);
        record.ifPresent(whole -> json.set("record", whole));
        return new PreparedValue(json.toString());
    }

    Draft with(ArrayNode uploaded) {
        return new Draft(startedAt, key, uploaded, record);
    }

    Draft complete(ObjectNode whole) {
        return new Draft(startedAt, key, JsonNodeFactory.instance.arrayNode(), Optional.of(whole));
    }

    /** When it must be prepared anew; empty where it holds nothing that the network would delete. */
    Optional<Instant> expiresAt() {
        boolean uploads =
                !pictures.isEmpty() || record.filter(Draft::holdsBlobs).isPresent();
        return uploads ? Optional.of(startedAt.plus(PICTURES_KEEP)) : Optional.empty();
    }

    private static boolean holdsBlobs(JsonNode record) {
        return !record.path("embed").findValues("ref").isEmpty();
    }
}
