package io.carillon.itests.simulators.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads a request to its end. */
final class RequestReader {

    private static final ObjectMapper JSON = new ObjectMapper();

    private RequestReader() {}

    /** @throws IOException if it breaks off, or its body is not what its type says */
    static Request read(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        Map<String, List<String>> headers = new LinkedHashMap<>();
        exchange.getRequestHeaders().forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
        Fields fields = new Fields();
        form(exchange.getRequestURI().getRawQuery(), fields);
        Map<String, Upload> files = new LinkedHashMap<>();
        Fields said = new Fields();
        String type = headers.getOrDefault("content-type", List.of("")).get(0);
        if (body.length > 0) {
            if (type.startsWith("application/json")) {
                said.addJson("", JSON.readTree(body));
            } else if (type.startsWith("application/x-www-form-urlencoded")) {
                form(new String(body, StandardCharsets.UTF_8), said);
            } else if (type.startsWith("multipart/form-data")) {
                MultipartReader.read(type, body, said, files);
            }
        }
        fields.addAll(said);
        String path = exchange.getRequestURI().getPath();
        return new Request(
                exchange.getRequestMethod(),
                path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path,
                Map.of(),
                headers,
                fields,
                files);
    }

    private static void form(String text, Fields fields) {
        if (text == null || text.isEmpty()) {
            return;
        }
        for (String pair : text.split("&")) {
            String[] parts = pair.split("=", 2);
            fields.add(decoded(parts[0]), parts.length == 2 ? decoded(parts[1]) : "");
        }
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
