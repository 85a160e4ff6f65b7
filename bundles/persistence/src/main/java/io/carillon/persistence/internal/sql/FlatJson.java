package io.carillon.persistence.internal.sql;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.TreeMap;

/** A column with one flat JSON object of strings. */
public final class FlatJson {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final TypeReference<Map<String, String>> TYPE = new TypeReference<>() {};

    private FlatJson() {}

    public static String write(Map<String, String> texts) {
        try {
            return MAPPER.writeValueAsString(new TreeMap<>(texts));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Texts can't be written as JSON", e);
        }
    }

    public static Map<String, String> read(String json) {
        try {
            return MAPPER.readValue(json, TYPE);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A stored object of texts can't be read", e);
        }
    }
}
