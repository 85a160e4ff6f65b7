package io.carillon.persistence.internal.account;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.TreeMap;

/** An account's settings as they are stored: one flat JSON object of strings. */
final class SettingsJson {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final TypeReference<Map<String, String>> TYPE = new TypeReference<>() {};

    private SettingsJson() {}

    static String write(Map<String, String> settings) {
        try {
            return MAPPER.writeValueAsString(new TreeMap<>(settings));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Account settings can't be written as JSON", e);
        }
    }

    static Map<String, String> read(String json) {
        try {
            return MAPPER.readValue(json, TYPE);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Stored account settings can't be read", e);
        }
    }
}
