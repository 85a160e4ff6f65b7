package io.carillon.itests.support;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A program that uses the REST interface: signs in with a session, or carries a token. */
public final class Client {

    public static final ObjectMapper JSON = new ObjectMapper();

    private static final String BOUNDARY = "----carillon-itest-boundary";

    private final URI server;
    private final HttpClient http;
    private final Map<String, String> headers;

    private Client(URI server, HttpClient http, Map<String, String> headers) {
        this.server = server;
        this.http = http;
        this.headers = headers;
    }

    public URI server() {
        return server;
    }

    /** A client that is nobody. */
    public static Client anonymous(URI server) {
        HttpClient http = HttpClient.newBuilder()
                .connectTimeout(Duration.ofSeconds(5))
                .cookieHandler(new Cookies())
                .build();
        return new Client(server, http, new TreeMap<>());
    }

    /** Sends cookies for https, too: what stands before a server with a public address, and speaks it, is left out here. */
    private static final class Cookies extends CookieManager {

        @Override
        public void put(URI uri, Map<String, List<String>> headers) throws IOException {
            super.put(uri, headers);
            getCookieStore().getCookies().forEach(cookie -> cookie.setSecure(false));
        }
    }

    public static Client signIn(URI server, String user, String password) {
        Client client = anonymous(server);
        Answer answer = client.post("/api/v1/session", Map.of("username", user, "password", password));
        assertThat(answer.status()).as("signing in: %s", answer.text()).isEqualTo(204);
        client.headers.put("X-CSRF-Token", client.cookie("carillon-csrf"));
        return client;
    }

    public Client withToken(String token) {
        Client client = anonymous(server);
        client.headers.put("Authorization", "Bearer " + token);
        return client;
    }

    public Client withHeader(String name, String value) {
        Map<String, String> more = new TreeMap<>(headers);
        more.put(name, value);
        return new Client(server, http, more);
    }

    public Client withoutHeader(String name) {
        Map<String, String> fewer = new TreeMap<>(headers);
        fewer.remove(name);
        return new Client(server, http, fewer);
    }

    public String cookie(String name) {
        return ((CookieManager) http.cookieHandler().orElseThrow())
                .getCookieStore().getCookies().stream()
                        .filter(cookie -> cookie.getName().equals(name))
                        .map(HttpCookie::getValue)
                        .findFirst()
                        .orElseThrow(() -> new AssertionError("The server set no cookie " + name));
    }

    public Answer get(String path) {
        return send("GET", path, null, null);
    }

    public Answer post(String path, Object body) {
        return send("POST", path, "application/json", bytes(body));
    }

    public Answer put(String path, Object body) {
        return send("PUT", path, "application/json", bytes(body));
    }

    public Answer delete(String path) {
        return send("DELETE", path, null, null);
    }

    /** Sends a body that need not be JSON. */
    public Answer send(String method, String path, String type, byte[] body) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(server.resolve(path)).timeout(Duration.ofSeconds(60));
        headers.forEach(request::header);
        if (type != null) {
            request.header("Content-Type", type);
        }
        request.method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        try {
            return new Answer(http.send(request.build(), BodyHandlers.ofByteArray()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    public Answer upload(String name, String type, byte[] content) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        String head = "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name
                + "\"\r\nContent-Type: " + type + "\r\n\r\n";
        body.writeBytes(head.getBytes(StandardCharsets.UTF_8));
        body.writeBytes(content);
        body.writeBytes(("\r\n--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8));
        return send("POST", "/api/v1/media", "multipart/form-data; boundary=" + BOUNDARY, body.toByteArray());
    }

    private static byte[] bytes(Object body) {
        try {
            return JSON.writeValueAsBytes(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What came back. */
    public static final class Answer {

        private final HttpResponse<byte[]> response;

        Answer(HttpResponse<byte[]> response) {
            this.response = response;
        }

        public int status() {
            return response.statusCode();
        }

        public String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        public byte[] bytes() {
            return response.body();
        }

        public String text() {
            return new String(response.body(), StandardCharsets.UTF_8);
        }

        public JsonNode json() {
            try {
                return JSON.readTree(response.body());
            } catch (IOException e) {
                throw new AssertionError("Not JSON: " + text(), e);
            }
        }

        /** The JSON of an answer with the expected status. */
        public JsonNode json(int expected) {
            assertThat(status()).as(text()).isEqualTo(expected);
            return json();
        }

        @Override
        public String toString() {
            return status() + " " + text();
        }
    }
}
