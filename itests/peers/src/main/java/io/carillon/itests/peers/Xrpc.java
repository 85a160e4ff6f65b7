package io.carillon.itests.peers;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;

/** Calls of the AT Protocol, over plain HTTP: nothing of ours that is under test. */
final class Xrpc {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    /** The server takes an offer of HTTP/2 for a web socket, and hangs up. */
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final String service;

    Xrpc(String service) {
        this.service = service;
    }

    JsonNode query(String method, Map<String, String> parameters) {
        return json(get(method, parameters));
    }

    byte[] bytes(String method, Map<String, String> parameters) {
        return get(method, parameters);
    }

    private byte[] get(String method, Map<String, String> parameters) {
        String query = parameters.entrySet().stream()
                .map(parameter -> parameter.getKey() + "=" + URLEncoder.encode(parameter.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
        return send(method, HttpRequest.newBuilder(address(method + "?" + query)));
    }

    /** @param token of a session, or null */
    JsonNode procedure(String method, Object input, String token) {
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(address(method))
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofByteArray(NodePackage.JSON.writeValueAsBytes(input)));
            if (token != null) {
                request.header("Authorization", "Bearer " + token);
            }
            return json(send(method, request));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Does what only the administrator of the server may do. */
    JsonNode administer(String method, Object input, String password) {
        String who = Base64.getEncoder().encodeToString(("admin:" + password).getBytes(UTF_8));
        try {
            return json(send(
                    method,
                    HttpRequest.newBuilder(address(method))
                            .header("Content-Type", "application/json")
                            .header("Authorization", "Basic " + who)
                            .POST(BodyPublishers.ofByteArray(NodePackage.JSON.writeValueAsBytes(input)))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private URI address(String method) {
        return URI.create(service + "/xrpc/" + method);
    }

    private byte[] send(String method, HttpRequest.Builder request) {
        try {
            HttpResponse<byte[]> response = http.send(request.timeout(TIMEOUT).build(), BodyHandlers.ofByteArray());
            if (response.statusCode() != 200) {
                throw new IllegalStateException(
                        method + " answered " + response.statusCode() + " " + new String(response.body(), UTF_8));
            }
            return response.body();
        } catch (IOException e) {
            throw new UncheckedIOException(method, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode json(byte[] body) {
        try {
            return NodePackage.JSON.readTree(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
