package io.carillon.persistence.internal.post;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.carillon.api.model.Recurrence;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a schedule comes back, as it is stored: the JSON in {@code post.sched_recurrence}.
 *
 * <pre>{@code
 * {"v": 1, "rrule": "FREQ=WEEKLY;BYDAY=MO", "rdates": ["2026-03-01T09:00"], "exdates": ["2026-03-02T09:00"]}
 * }</pre>
 */
final class RecurrenceDocument {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private RecurrenceDocument() {}

    static String write(Recurrence recurrence) {
        ObjectNode root = MAPPER.createObjectNode().put("v", PostDocument.VERSION);
        recurrence.rrule().ifPresent(rule -> root.put("rrule", rule));
        dates(root, "rdates", recurrence.rdates());
        dates(root, "exdates", recurrence.exdates());
        return root.toString();
    }

    private static void dates(ObjectNode root, String name, List<LocalDateTime> dates) {
        if (!dates.isEmpty()) {
            ArrayNode list = root.putArray(name);
            dates.forEach(date -> list.add(date.toString()));
        }
    }

    static Recurrence read(String json) {
        try {
            JsonNode root = MAPPER.readTree(json);
            return new Recurrence(
                    Optional.ofNullable(root.get("rrule")).map(JsonNode::asText),
                    dates(root.path("rdates")),
                    dates(root.path("exdates")));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A stored recurrence can't be read", e);
        }
    }

    private static List<LocalDateTime> dates(JsonNode list) {
        List<LocalDateTime> dates = new ArrayList<>();
        list.forEach(date -> dates.add(LocalDateTime.parse(date.asText())));
        return dates;
    }
}
