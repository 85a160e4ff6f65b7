package io.carillon.itests.simulators.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** What is answered. */
public record Response(int status, Map<String, String> headers, byte[] body) {

    public static Response json(int status, JsonNode json) {
        return text(status, "application/json; charset=utf-8", json.toString());
    }

    public static Response ok(JsonNode json) {
        return json(200, json);
    }

    public static Response html(int status, String page) {
        return text(status, "text/html; charset=utf-8", page);
    }

    public static Response text(int status, String type, String body) {
        return bytes(status, type, body.getBytes(StandardCharsets.UTF_8));
    }

    public static Response bytes(int status, String type, byte[] body) {
        return new Response(status, Map.of("Content-Type", type), body);
    }

    public static Response redirect(URI target) {
        return new Response(302, Map.of("Location", target.toString()), new byte[0]);
    }

    public Response with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Response(status, more, body);
    }
}
