package io.carillon.publisher.bluesky.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/**
 * The network's index, as far as figures are read from it. That its answers are what the network's own schema says is held
 * by {@link RealServerIT}; it knows every post, and refuses what the real one refuses.
 */
final class FakeAppView implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Of some record; what is asked here is no matter of versions. */
    private static final String CID = "bafyreidfayvfuwqa7qlnopdjiqrxzs6blmoeu4rujcjtnci5beludirz2a";

    private final HttpServer http;
    private final Supplier<Map<String, JsonNode>> records;
    private final Map<String, Map<String, Long>> figures = new ConcurrentHashMap<>();
    private final List<List<String>> asked = new CopyOnWriteArrayList<>();
    private final List<String> shown = new CopyOnWriteArrayList<>();

    /** @param records what is on the network, by its id */
    FakeAppView(Supplier<Map<String, JsonNode>> records) throws IOException {
        this.records = records;
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.createContext("/xrpc/app.bsky.feed.getPosts", this::serve);
        http.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
    }

    /** Tells these figures of a post, and no others. */
    void count(String uri, Map<String, Long> counted) {
        figures.put(uri, counted);
    }

    /** The ids of each call. */
    List<List<String>> asked() {
        return asked;
    }

    /** What callers said of themselves. */
    List<String> shown() {
        return shown;
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            List<String> uris = Arrays.stream(
                            exchange.getRequestURI().getRawQuery().split("&"))
                    .map(pair -> URLDecoder.decode(pair.split("=", 2)[1], StandardCharsets.UTF_8))
                    .toList();
            asked.add(uris);
            shown.addAll(exchange.getRequestHeaders().getOrDefault("Authorization", List.of()));
            boolean refused = uris.size() > 25 || !uris.stream().allMatch(uri -> uri.startsWith("at://did:"));
            byte[] body = JSON.writeValueAsBytes(
                    refused
                            ? JSON.createObjectNode()
                                    .put("error", "InvalidRequest")
                                    .put("message", "Error: uris")
                            : answer(uris));
            exchange.getResponseHeaders().add("Content-Type", "application/json; charset=utf-8");
            exchange.sendResponseHeaders(refused ? 400 : 200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    /** What it says of some posts; of those that are not there, nothing. */
    ObjectNode answer(List<String> uris) {
        Map<String, JsonNode> all = new HashMap<>(records.get());
        all.keySet().retainAll(uris);
        ObjectNode answer = JSON.createObjectNode();
        answer.putArray("posts");
        all.forEach((uri, record) -> {
            ObjectNode post =
                    answer.withArray("posts").addObject().put("uri", uri).put("cid", CID);
            post.putObject("author").put("did", uri.split("/")[2]).put("handle", "alice.test");
            post.set("record", record);
            post.put("indexedAt", "2026-11-22T17:19:17.000Z");
            figures.getOrDefault(uri, Map.of("likeCount", 0L, "bookmarkCount", 0L))
                    .forEach(post::put);
        });
        return answer;
    }

    @Override
    public void close() {
        http.stop(0);
    }
}
