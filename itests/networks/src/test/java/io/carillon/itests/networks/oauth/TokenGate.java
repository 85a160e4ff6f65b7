package io.carillon.itests.networks.oauth;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** Stands before the OAuth server's token endpoint, where it can make every trouble that there is on the way. */
final class TokenGate implements AutoCloseable {

    /** What is done to requests. */
    enum Trouble {
        NONE,
        /** The server fails before it has done anything. */
        FAILS,
        /** Some proxy answers with a page. */
        HTML,
        /** Nothing comes for longer than anybody waits. */
        SLOW,
        /** The server does what it is asked, but the connection breaks before the answer is told. */
        DROPS,
        /** The server does not take the refresh token any more. */
        ENDED,
        /** Less is granted than was asked for. */
        LESS
    }

    private static final Pattern TOKEN = Pattern.compile("\"((?:access|refresh|id)_token)\":\"([^\"]+)\"");
    private static final List<String> PASSED = List.of("Content-Type", "Authorization", "DPoP");

    private final HttpServer http;
    private final HttpClient client = HttpClient.newHttpClient();
    private final URI server;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final List<String> seen = new CopyOnWriteArrayList<>();
    private final Map<String, String> tokens = new ConcurrentHashMap<>();
    private volatile Trouble trouble = Trouble.NONE;
    private volatile int times;

    TokenGate(URI server) {
        this.server = server;
        try {
            http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        http.createContext("/", this::answer);
        http.setExecutor(Executors.newCachedThreadPool());
        http.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
    }

    /** From now on, for so many requests. */
    void make(Trouble next, int count) {
        times = count;
        trouble = next;
    }

    /** What came through: path, kind of grant, status. */
    List<String> seen() {
        return List.copyOf(seen);
    }

    /** Every token that the server gave so far, by a name. */
    Map<String, String> tokens() {
        return Map.copyOf(tokens);
    }

    private synchronized Trouble next() {
        if (times == 0) {
            return Trouble.NONE;
        }
        times--;
        return trouble;
    }

    private void answer(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String form = new String(body, StandardCharsets.UTF_8);
        String kind = kind(form);
        switch (next()) {
            case NONE -> pass(exchange, body, kind, false);
            case LESS -> pass(exchange, body, kind, true);
            case FAILS -> send(exchange, 500, "application/json", "{\"error\":\"server_error\"}");
            case HTML -> send(exchange, 200, "text/html", "<html><body>Please wait</body></html>");
            case ENDED ->
                send(exchange, 400, "application/json", "{\"error\":\"invalid_grant\",\"error_description\":\"gone\"}");
            case SLOW -> {
                hang();
                exchange.close();
            }
            case DROPS -> {
                forward(exchange, body, kind);
                exchange.close();
            }
        }
    }

    private static String kind(String form) {
        return form.contains("grant_type=refresh_token")
                ? "refresh"
                : form.contains("grant_type=authorization_code") ? "code" : "revoke";
    }

    private void hang() {
        try {
            closed.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void pass(HttpExchange exchange, byte[] body, String kind, boolean less) throws IOException {
        HttpResponse<String> answer = forward(exchange, body, kind);
        String told = less ? answer.body().replaceAll("\"scope\":\"[^\"]*\"", "\"scope\":\"read\"") : answer.body();
        answer.headers().firstValue("DPoP-Nonce").ifPresent(nonce -> exchange.getResponseHeaders()
                .set("DPoP-Nonce", nonce));
        send(exchange, answer.statusCode(), "application/json", told);
    }

    private HttpResponse<String> forward(HttpExchange exchange, byte[] body, String kind) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        server.resolve(exchange.getRequestURI().getPath()))
                .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
        PASSED.forEach(name -> {
            String value = exchange.getRequestHeaders().getFirst(name);
            if (value != null) {
                request.header(name, value);
            }
        });
        try {
            HttpResponse<String> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            seen.add(kind + " " + answer.statusCode());
            TOKEN.matcher(answer.body())
                    .results()
                    .forEach(found -> tokens.put(found.group(1) + " of answer " + seen.size(), found.group(2)));
            return answer;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private static void send(HttpExchange exchange, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        closed.countDown();
        http.stop(0);
    }
}
