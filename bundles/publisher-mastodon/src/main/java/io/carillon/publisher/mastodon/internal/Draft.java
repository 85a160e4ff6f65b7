package io.carillon.publisher.mastodon.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.carillon.api.publisher.PreparedValue;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How far a post is prepared: its files at the server, in order.
 *
 * @param startedAt when the first was uploaded
 */
record Draft(Instant startedAt, List<UploadedFile> files) {

    /**
     * A file at the server.
     *
     * @param ready whether the server is done with it
     */
    record UploadedFile(String id, boolean ready) {}

    private static final ObjectMapper JSON = new ObjectMapper();

    Draft {
        files = List.copyOf(files);
    }

    static Draft begin(Instant now) {
        return new Draft(now, List.of());
    }

    /** @return empty where the value is none of ours */
    static Optional<Draft> read(PreparedValue value) {
        try {
            JsonNode json = JSON.readTree(value.value());
            if (json == null || !json.hasNonNull("startedAt")) {
                return Optional.empty();
            }
            List<UploadedFile> files = new ArrayList<>();
            json.path("files")
                    .forEach(file -> files.add(new UploadedFile(
                            file.path("id").asText(), file.path("ready").asBoolean())));
            return Optional.of(new Draft(Instant.parse(json.get("startedAt").asText()), files));
        } catch (JsonProcessingException | DateTimeException e) {
            return Optional.empty();
        }
    }

    PreparedValue value() {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("startedAt", startedAt.toString());
        ArrayNode all = json.putArray("files");
        files.forEach(file -> all.addObject().put("id", file.id()).put("ready", file.ready()));
        return new PreparedValue(json.toString());
    }

    Draft with(UploadedFile file) {
        List<UploadedFile> more = new ArrayList<>(files);
        more.add(file);
        return new Draft(startedAt, more);
    }

    Draft ready(int index) {
        List<UploadedFile> changed = new ArrayList<>(files);
        changed.set(index, new UploadedFile(files.get(index).id(), true));
        return new Draft(startedAt, changed);
    }

    List<String> ids() {
        return files.stream().map(UploadedFile::id).toList();
    }
}
