package io.carillon.webhooks.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.carillon.api.model.Event;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** Events as webhooks get them: {@code {type, timestamp, data}}. */
final class Payload {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Payload() {}

    static String of(Event event) {
        Map<String, String> data = new TreeMap<>(event.data());
        data.put("workspace", event.workspace().value());
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("type", event.type().text());
        payload.put("timestamp", event.at().toString());
        payload.put("data", data);
        try {
            return MAPPER.writeValueAsString(payload);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Texts can always be written", e);
        }
    }
}
