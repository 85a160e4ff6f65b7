package io.carillon.itests.benchmarks;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends requests at an even pace, whatever comes back. What one takes is counted from when it was to be sent, so that a
 * server that falls behind cannot hide it.
 */
final class RestLoad {

    /** What is asked, in turns. */
    enum Kind {
        WEEK,
        PAGE,
        CREATE
    }

    private static final int PER_SECOND = 50;
    private static final long STEP_NANOS = 1_000_000_000L / PER_SECOND;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private record Sent(Kind kind, long begin, CompletableFuture<HttpResponse<String>> answer, long[] end) {}

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Random random = new Random(12);
    private final URI server;
    private final String token;
    private final String account;

    RestLoad(URI server, String token, String account) {
        this.server = server;
        this.token = token;
        this.account = account;
    }

    /**
     * Runs for so long.
     *
     * @return milliseconds by kind
     * @throws IllegalStateException if any answer is not the one that was asked for
     */
    Map<Kind, List<Double>> run(int seconds) {
        List<Sent> all = new ArrayList<>();
        long start = System.nanoTime();
        for (int i = 0; i < seconds * PER_SECOND; i++) {
            long begin = start + i * STEP_NANOS;
            for (long now = System.nanoTime(); now < begin; now = System.nanoTime()) {
                LockSupport.parkNanos(begin - now);
            }
            all.add(send(Kind.values()[i % Kind.values().length], begin));
        }
        Map<Kind, List<Double>> millis = new EnumMap<>(Kind.class);
        all.forEach(one ->
                millis.computeIfAbsent(one.kind(), kind -> new ArrayList<>()).add(judge(one)));
        return millis;
    }

    private Sent send(Kind kind, long begin) {
        HttpRequest request =
                switch (kind) {
                    case WEEK -> get("calendar?" + week() + "&limit=200");
                    case PAGE -> get("posts?limit=50");
                    case CREATE -> create(Instant.now().plus(RestStore.SPAN.dividedBy(2)));
                };
        long[] end = new long[1];
        CompletableFuture<HttpResponse<String>> answer = http.sendAsync(request, BodyHandlers.ofString())
                .whenComplete((response, failure) -> end[0] = System.nanoTime());
        return new Sent(kind, begin, answer, end);
    }

    private String week() {
        Instant from = RestStore.tomorrow().plus(Duration.ofDays(random.nextInt((int) RestStore.SPAN.toDays() - 7)));
        return "from=" + from + "&to=" + from.plus(Duration.ofDays(7));
    }

    /** Schedules a post, and says whether that was done. */
    void schedule(Instant due) {
        CompletableFuture<HttpResponse<String>> answer = http.sendAsync(create(due), BodyHandlers.ofString());
        judge(new Sent(Kind.CREATE, 0, answer, new long[1]));
    }

    /** The body of what a path answers. */
    String read(String path) {
        return http.sendAsync(get(path), BodyHandlers.ofString()).join().body();
    }

    private HttpRequest get(String path) {
        return to(path).GET().build();
    }

    private HttpRequest create(Instant due) {
        return to("posts")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"caption\": \"Made while others are published\", \"accounts\": [\""
                        + account + "\"], \"schedule\": {\"instant\": \"" + due + "\", \"zone\": \"UTC\"}}"))
                .build();
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(server.resolve("/api/v1/" + path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + token);
    }

    private static double judge(Sent sent) {
        HttpResponse<String> answer = sent.answer().join();
        int expected = sent.kind() == Kind.CREATE ? 201 : 200;
        if (answer.statusCode() != expected) {
            throw new IllegalStateException(
                    sent.kind() + " was answered by " + answer.statusCode() + ": " + answer.body());
        }
        return (sent.end()[0] - sent.begin()) / 1e6;
    }
}
