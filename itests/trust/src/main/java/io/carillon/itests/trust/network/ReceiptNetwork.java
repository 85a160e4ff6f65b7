package io.carillon.itests.trust.network;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Networks in a process of their own, which know nothing of Carillon and outlive it: {@code POST /<network>/posts} makes
 * a text visible, {@code GET /<network>/posts?<text>} finds it, {@code PUT /<network>/trouble?<share>} begins to misbehave.
 * Everything is written to a log that only grows. A network whose name ends in {@code keyed} shows each key once.
 *
 * <p>Arguments: the log and a seed. Says its port on its first line.
 */
public final class ReceiptNetwork {

    /** A call takes twice as long as it takes to be accepted, and that anything between these. */
    private static final int SHORTEST_MILLIS = 20;

    private static final int LONGEST_MILLIS = 400;
    private static final long TIMEOUT_MILLIS = 15_000;
    private static final int RETRY_AFTER = 3;

    private final ReceiptLog log;
    private final Random random;
    private final Map<String, Wall> walls = new ConcurrentHashMap<>();
    private final Map<String, Double> shares = new ConcurrentHashMap<>();

    private ReceiptNetwork(ReceiptLog log, long seed) {
        this.log = log;
        random = new Random(seed);
    }

    public static void main(String[] arguments) throws IOException {
        ReceiptNetwork network =
                new ReceiptNetwork(new ReceiptLog(Path.of(arguments[0])), Long.parseLong(arguments[1]));
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1000);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", network::handle);
        server.start();
        System.out.println(server.getAddress().getPort());
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String name = exchange.getRequestURI().getPath().split("/")[1];
            String query = exchange.getRequestURI().getRawQuery();
            switch (exchange.getRequestMethod()) {
                case "POST" -> publish(exchange, name);
                case "PUT" -> {
                    shares.put(name, Double.parseDouble(query));
                    answer(exchange, 204, "");
                }
                default -> look(exchange, name, URLDecoder.decode(query, StandardCharsets.UTF_8));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Wall wall(String name) {
        return walls.computeIfAbsent(name, first -> new Wall(first, log));
    }

    private void publish(HttpExchange exchange, String name) throws IOException, InterruptedException {
        String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
        String text = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Trouble trouble;
        int half;
        synchronized (random) {
            half = SHORTEST_MILLIS + random.nextInt(LONGEST_MILLIS - SHORTEST_MILLIS);
            trouble = Trouble.draw(random, shares.getOrDefault(name, 0.0));
        }
        log.write("REQUEST", name, key, trouble.name(), text);
        TimeUnit.MILLISECONDS.sleep(half);
        switch (trouble) {
            case THROTTLED -> {
                exchange.getResponseHeaders().set("Retry-After", Integer.toString(RETRY_AFTER));
                log.write("THROTTLED", name, key, Integer.toString(RETRY_AFTER), text);
                answer(exchange, 429, "{}");
            }
            case ERROR_BEFORE -> answer(exchange, 500, "{}");
            // Closing without an answer breaks the connection.
            case RESET_BEFORE -> exchange.close();
            case NONE, SLOW, ERROR_AFTER, RESET_AFTER, TIMEOUT_AFTER, DRIP -> {
                accepted(exchange, trouble, half, name, key, text);
            }
        }
    }

    private void accepted(HttpExchange exchange, Trouble trouble, int half, String name, String key, String text)
            throws IOException, InterruptedException {
        if (trouble == Trouble.SLOW) {
            TimeUnit.MILLISECONDS.sleep(9L * half);
        }
        String id = wall(name).accept(key, text);
        String body = "{\"id\":\"" + id + "\",\"url\":\"https://trust.test/" + id + "\"}";
        TimeUnit.MILLISECONDS.sleep(half);
        switch (trouble) {
            case ERROR_AFTER -> answer(exchange, 500, "{}");
            case RESET_AFTER -> exchange.close();
            case TIMEOUT_AFTER -> TimeUnit.MILLISECONDS.sleep(TIMEOUT_MILLIS);
            case DRIP -> drip(exchange, body);
            case NONE, SLOW, THROTTLED, ERROR_BEFORE, RESET_BEFORE -> {
                answer(exchange, 200, body);
                log.write("ANSWER", name, key, id, text);
            }
        }
    }

    private void look(HttpExchange exchange, String name, String text) throws IOException {
        String id = wall(name).find(text).orElse("");
        log.write("LOOK", name, "", id, text);
        answer(exchange, 200, "{\"id\":\"" + id + "\",\"url\":\"https://trust.test/" + id + "\"}");
    }

    private static void drip(HttpExchange exchange, String body) throws IOException, InterruptedException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, bytes.length);
        OutputStream out = exchange.getResponseBody();
        for (byte one : bytes) {
            out.write(one);
            out.flush();
            TimeUnit.MILLISECONDS.sleep(500);
        }
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
