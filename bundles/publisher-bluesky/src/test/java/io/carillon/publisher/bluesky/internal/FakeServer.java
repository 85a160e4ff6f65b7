package io.carillon.publisher.bluesky.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.carillon.publisher.contract.Fault;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/**
 * As much of a data server as the publisher calls, with the answers of the real one, for what the real one cannot be
 * asked to do: fail. What Bluesky really accepts is shown by the tests against the real server.
 */
final class FakeServer implements AutoCloseable {

    static final String DID = didOf("alice.test");
    static final String PASSWORD = "abcd-efgh-ijkl-mnop";

    /** Who gives consent. */
    static final String CONSENTED = "did:plc:alicealicealicealicealic";

    static final String CONSENTED_HANDLE = "alicealicealicealicealic.test";

    /** What proofs must hold. */
    private static final String NONCE = "n-1";

    /** A JWT that ends at {@link #EXPIRES_AT}. */
    static final String ACCESS = "eyJhbGciOiJub25lIn0.eyJleHAiOjE3OTUzOTM2Mzd9.c2lnbmF0dXJl";

    static final Instant EXPIRES_AT = Instant.ofEpochSecond(1_795_393_637);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer http;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Map<String, JsonNode> records = new LinkedHashMap<>();
    private final Map<String, byte[]> blobs = new LinkedHashMap<>();
    private final Map<String, Page> pages = new ConcurrentHashMap<>();
    private final List<String> calls = new ArrayList<>();
    private volatile Optional<Fault> fault = Optional.empty();

    FakeServer() throws IOException {
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.setExecutor(threads);
        http.createContext("/xrpc/", this::serve);
        http.createContext("/", this::servePage);
        http.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
    }

    void fail(Optional<Fault> next) {
        fault = next;
    }

    /** Makes a picture one that nobody uploaded, as the network does with what hangs in no post for long. */
    synchronized void forgetBlobs() {
        blobs.clear();
    }

    synchronized List<String> calls() {
        return List.copyOf(calls);
    }

    /** Everything that was published, by its id, oldest first. */
    synchronized Map<String, JsonNode> records() {
        return new LinkedHashMap<>(records);
    }

    synchronized byte[] blob(String link) {
        return blobs.get(link);
    }

    /** Puts a record there that nobody published through us. */
    synchronized void publish(String uri, String json) {
        try {
            records.put(uri, JSON.readTree(json.replace('\'', '"')));
        } catch (IOException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** A page of the web, which lives on the same machine. */
    void page(String path, String type, byte[] body) {
        pages.put(path, new Page(body.length == 0 ? 404 : 200, type, body));
    }

    /** Where there is trouble. */
    void trouble(String path) {
        pages.put(path, new Page(503, "text/plain", new byte[0]));
    }

    /** What stands before the server answers for it. */
    void proxyAnswers(String method, int status, String type, String body) {
        pages.put("/xrpc/" + method, new Page(status, type, body.getBytes(StandardCharsets.UTF_8)));
    }

    private record Page(int status, String type, byte[] body) {}

    private void servePage(HttpExchange exchange) throws IOException {
        try (exchange) {
            Page page =
                    pages.getOrDefault(exchange.getRequestURI().getPath(), new Page(404, "text/plain", new byte[0]));
            exchange.getResponseHeaders().add("Content-Type", page.type());
            exchange.sendResponseHeaders(page.status(), page.body().length == 0 ? -1 : page.body().length);
            exchange.getResponseBody().write(page.body());
        }
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String method = exchange.getRequestURI().getPath().substring("/xrpc/".length());
            synchronized (this) {
                calls.add(method);
            }
            if (pages.containsKey(exchange.getRequestURI().getPath())) {
                servePage(exchange);
            } else {
                answer(exchange, method, body);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void answer(HttpExchange exchange, String method, byte[] body) throws IOException, InterruptedException {
        switch (method) {
            case "com.atproto.repo.putRecord" -> put(exchange, JSON.readTree(body));
            case "com.atproto.repo.deleteRecord" -> remove(exchange, JSON.readTree(body));
            case "com.atproto.repo.uploadBlob" -> upload(exchange, body);
            case "com.atproto.repo.getRecord" -> get(exchange, query(exchange));
            case "com.atproto.identity.resolveHandle" -> resolve(exchange, query(exchange));
            case "com.atproto.server.createSession" -> signIn(exchange, JSON.readTree(body));
            case "com.atproto.server.refreshSession" -> refresh(exchange);
            case "com.atproto.server.getSession" -> session(exchange);
            case "com.atproto.server.describeServer" ->
                answer(exchange, 200, JSON.createObjectNode().put("did", "did:web:home.test"));
            case "com.atproto.server.getServiceAuth" -> serviceToken(exchange, query(exchange));
            case "com.atproto.server.deleteSession" -> answer(exchange, 200, JSON.createObjectNode());
            default -> error(exchange, 501, "MethodNotImplemented", "Method not implemented");
        }
    }

    private void put(HttpExchange exchange, JsonNode input) throws IOException, InterruptedException {
        if (fault.isPresent()) {
            switch (fault.get()) {
                case THROTTLED -> {
                    exchange.getResponseHeaders().add("RateLimit-Reset", "" + (System.currentTimeMillis() / 1000 + 7));
                    error(exchange, 429, "RateLimitExceeded", "Rate Limit Exceeded");
                }
                case REJECTED -> error(exchange, 400, "InvalidRequest", "Invalid app.bsky.feed.post record");
                case REVOKED -> error(exchange, 400, "InvalidToken", "Token could not be verified");
                case LOST_ANSWER -> store(input);
                case HANGING -> closing.await();
                case UNAVAILABLE -> throw new IllegalStateException("Not from here");
            }
            return;
        }
        for (JsonNode link : input.path("record").findValues("$link")) {
            if (blob(link.asText()) == null) {
                error(exchange, 400, "BlobNotFound", "Could not find blob: " + link.asText());
                return;
            }
        }
        if (store(input)) {
            String uri = uri(input);
            answer(
                    exchange,
                    200,
                    JSON.createObjectNode()
                            .put("uri", uri)
                            .put("cid", cid(records().get(uri))));
        } else {
            error(exchange, 400, "InvalidSwap", "Record was at another cid");
        }
    }

    private void remove(HttpExchange exchange, JsonNode input) throws IOException {
        synchronized (this) {
            records.remove(uri(input));
        }
        answer(exchange, 200, JSON.createObjectNode());
    }

    private synchronized boolean store(JsonNode input) {
        JsonNode known = records.putIfAbsent(uri(input), input.get("record"));
        return known == null || known.equals(input.get("record"));
    }

    private static String uri(JsonNode input) {
        return "at://" + input.path("repo").asText() + "/"
                + input.path("collection").asText() + "/" + input.path("rkey").asText();
    }

    private void upload(HttpExchange exchange, byte[] body) throws IOException {
        String link = hash(body);
        synchronized (this) {
            blobs.put(link, body);
        }
        ObjectNode answer = JSON.createObjectNode();
        ObjectNode blob = answer.putObject("blob").put("$type", "blob");
        blob.putObject("ref").put("$link", link);
        blob.put("mimeType", exchange.getRequestHeaders().getFirst("Content-Type"))
                .put("size", body.length);
        answer(exchange, 200, answer);
    }

    private void get(HttpExchange exchange, Map<String, String> query) throws IOException {
        String uri = "at://" + query.get("repo") + "/" + query.get("collection") + "/" + query.get("rkey");
        JsonNode record = records().get(uri);
        if (record == null) {
            error(exchange, 400, "RecordNotFound", "Could not locate record: " + uri);
            return;
        }
        ObjectNode answer = JSON.createObjectNode().put("uri", uri).put("cid", cid(record));
        answer.set("value", record);
        answer(exchange, 200, answer);
    }

    /** To whom a handle leads. */
    static String didOf(String handle) {
        String name = handle.split("\\.")[0].replaceAll("[^a-z2-7]", "");
        return "did:plc:" + (name + "a".repeat(24)).substring(0, 24);
    }

    /** What the directory knows of somebody. */
    void document(String did, String handle) {
        String content =
                "{\"id\":\"%s\",\"alsoKnownAs\":[\"at://%s\"],\"service\":[{\"id\":\"#atproto_pds\",\"serviceEndpoint\":\"%s\"}]}"
                        .formatted(did, handle, address());
        page("/" + did, "application/json", content.getBytes(StandardCharsets.UTF_8));
    }

    private static void resolve(HttpExchange exchange, Map<String, String> query) throws IOException {
        if (query.get("handle").endsWith(".test")) {
            answer(exchange, 200, JSON.createObjectNode().put("did", didOf(query.get("handle"))));
        } else if (query.get("handle").endsWith(".trouble")) {
            error(exchange, 502, "UpstreamFailure", "Upstream Failure");
        } else {
            error(exchange, 400, "InvalidRequest", "Unable to resolve handle");
        }
    }

    /** What the answer is depends on who signs in. */
    private void signIn(HttpExchange exchange, JsonNode input) throws IOException {
        String handle = input.path("identifier").asText();
        if (!input.path("password").asText().equals(PASSWORD)) {
            error(exchange, 401, "AuthenticationRequired", "Invalid identifier or password");
            return;
        }
        ObjectNode session = session().put("did", DID).put("handle", handle);
        switch (handle) {
            case "two-factors.test" ->
                error(exchange, 401, "AuthFactorTokenRequired", "A sign in code has been sent to your email address");
            case "suspended.test" -> error(exchange, 401, "AccountTakedown", "Account has been taken down");
            case "busy.test" -> error(exchange, 429, "RateLimitExceeded", "Rate Limit Exceeded");
            case "broken.test" -> error(exchange, 500, "InternalServerError", "Internal Server Error");
            case "odd.test" -> answer(exchange, 200, JSON.createObjectNode().put("hello", "world"));
            case "resting.test" ->
                answer(exchange, 200, session.put("active", false).put("status", "deactivated"));
            case "moved.test" -> {
                session.putObject("didDoc")
                        .putArray("service")
                        .addObject()
                        .put("id", "#atproto_pds")
                        .put("serviceEndpoint", "https://morel.example");
                answer(exchange, 200, session);
            }
            default -> answer(exchange, 200, session);
        }
    }

    /** Of a session of an app password, or a token that is bound to a key, by proofs as {@link Fixtures#PROOFS} makes them. */
    private static void session(HttpExchange exchange) throws IOException {
        if ("Bearer never-tell-access".equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            answer(
                    exchange,
                    200,
                    JSON.createObjectNode()
                            .put("did", DID)
                            .put("handle", "alice.test")
                            .put("active", true));
            return;
        }
        String proof = exchange.getRequestHeaders().getFirst("DPoP");
        exchange.getResponseHeaders().add("DPoP-Nonce", NONCE);
        if (proof == null || !proof.endsWith("/xrpc/com.atproto.server.getSession " + NONCE)) {
            error(exchange, 401, "use_dpop_nonce", "Authorization server requires nonce in DPoP proof");
        } else if (!"DPoP never-tell-bound".equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            error(exchange, 401, "invalid_token", "Invalid token");
        } else {
            answer(
                    exchange,
                    200,
                    JSON.createObjectNode()
                            .put("did", CONSENTED)
                            .put("handle", CONSENTED_HANDLE)
                            .put("active", true));
        }
    }

    /** Rotates the tokens, once for each. */
    private void refresh(HttpExchange exchange) throws IOException {
        switch (exchange.getRequestHeaders().getFirst("Authorization")) {
            case "Bearer never-tell-refresh" -> answer(exchange, 200, session());
            case "Bearer revoked" -> error(exchange, 400, "ExpiredToken", "Token has been revoked");
            case "Bearer deleted" ->
                error(exchange, 400, "InvalidRequest", "Could not find user info for account: did:plc:gone");
            case "Bearer lost" -> {
                // Renewed, and nobody hears of it: the connection closes without an answer.
            }
            case "Bearer wrong" -> error(exchange, 400, "InvalidToken", "Token could not be verified");
            default -> error(exchange, 502, "UpstreamFailure", "Upstream Failure");
        }
    }

    /** A JWT of what was asked for. */
    private static void serviceToken(HttpExchange exchange, Map<String, String> query) throws IOException {
        String claims = JSON.createObjectNode()
                .put("iss", DID)
                .put("aud", query.get("aud"))
                .put("lxm", query.get("lxm"))
                .put("exp", Long.parseLong(query.get("exp")))
                .toString();
        String token = "e30."
                + Base64.getUrlEncoder().withoutPadding().encodeToString(claims.getBytes(StandardCharsets.UTF_8))
                + ".never-tell-service";
        answer(exchange, 200, JSON.createObjectNode().put("token", token));
    }

    private static ObjectNode session() {
        return JSON.createObjectNode().put("accessJwt", ACCESS).put("refreshJwt", "next-refresh");
    }

    static Map<String, String> query(HttpExchange exchange) {
        String query =
                Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("");
        return Arrays.stream(query.split("&"))
                .filter(pair -> pair.contains("="))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
    }

    private static String cid(JsonNode record) {
        return "bafyrei"
                + hash(record.toString().getBytes(StandardCharsets.UTF_8)).substring(0, 20);
    }

    private static String hash(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    private static void error(HttpExchange exchange, int status, String name, String message) throws IOException {
        answer(exchange, status, JSON.createObjectNode().put("error", name).put("message", message));
    }

    private static void answer(HttpExchange exchange, int status, JsonNode body) throws IOException {
        byte[] bytes = JSON.writeValueAsBytes(body);
        exchange.getResponseHeaders().add("Content-Type", "application/json; charset=utf-8");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        closing.countDown();
        http.stop(0);
        threads.shutdownNow();
    }
}
