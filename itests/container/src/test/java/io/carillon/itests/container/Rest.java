package io.carillon.itests.container;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** The few REST calls that these tests need, made as the administrator. */
final class Rest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final URI server;
    private final CookieManager cookies = new CookieManager();
    private final HttpClient http =
            HttpClient.newBuilder().cookieHandler(cookies).build();
    private String csrf = "";

    Rest(int port) {
        server = URI.create("http://127.0.0.1:" + port);
    }

    /** Waits for the server and signs in with the first password that it left in its data folder. */
    Rest signIn(Path data) throws Exception {
        Path file = data.resolve("admin-password");
        await("the server", () -> Files.exists(file) && status("/api/v1/health") == 200);
        String password = Files.readString(file).strip();
        send("POST", "/api/v1/session", "{\"username\":\"admin\",\"password\":\"" + password + "\"}", 204);
        csrf = cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals("carillon-csrf"))
                .map(HttpCookie::getValue)
                .findFirst()
                .orElseThrow();
        return this;
    }

    JsonNode get(String path) throws Exception {
        return JSON.readTree(send("GET", path, null, 200));
    }

    JsonNode create(String path, String body) throws Exception {
        return JSON.readTree(send("POST", path, body.replace('\'', '"'), 201));
    }

    /** Asks again and again until the answer is as expected. */
    void awaitJson(String what, String path, Predicate<JsonNode> expected) throws Exception {
        await(what, () -> expected.test(get(path)));
    }

    boolean hasPlatform(String id) throws Exception {
        for (JsonNode platform : get("/api/v1/platforms").path("items")) {
            if (platform.path("id").asText().equals(id)
                    && platform.path("available").asBoolean()) {
                return true;
            }
        }
        return false;
    }

    static void await(String what, Condition condition) throws Exception {
        await(what, condition, () -> "nothing more is known");
    }

    /** Waits for a condition, looking often; at the deadline it fails with what there is instead. */
    static void await(String what, Condition condition, Supplier<Object> instead) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("Waited " + PATIENCE + " for " + what + ": " + instead.get());
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    @FunctionalInterface
    interface Condition {

        boolean holds() throws Exception;
    }

    private int status(String path) throws InterruptedException {
        try {
            return http.send(HttpRequest.newBuilder(server.resolve(path)).build(), BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) {
            return 0;
        }
    }

    private String send(String method, String path, String body, int expected) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(server.resolve(path))
                .header("Content-Type", "application/json")
                .header("X-CSRF-Token", csrf)
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
        if (answer.statusCode() != expected) {
            throw new AssertionError(method + " " + path + " answered " + answer.statusCode() + " " + answer.body());
        }
        return answer.body();
    }
}
