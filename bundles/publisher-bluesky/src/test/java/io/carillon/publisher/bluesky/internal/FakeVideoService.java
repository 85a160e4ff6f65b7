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
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A video service as Bluesky's is known to answer, which is not always as its schema says. It puts films on the account's
 * server as the real one does: with the token that it was given, so that a real server judges that.
 */
final class FakeVideoService implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** What a job goes through, at one question each. */
    private static final String[] STATES = {"JOB_STATE_CREATED", "JOB_STATE_ENCODING", "JOB_STATE_COMPLETED"};

    private final HttpServer http;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI home;
    private final Map<String, Job> jobs = new LinkedHashMap<>();
    private final Map<String, String> said = new LinkedHashMap<>();
    private final AtomicInteger sent = new AtomicInteger();
    private ObjectNode limits = JSON.createObjectNode().put("canUpload", true).put("remainingDailyVideos", 25);
    private Optional<Answer> instead = Optional.empty();
    private Optional<Answer> insteadOfJobs = Optional.empty();
    private int failures;
    private boolean busy;

    private static final class Job {
        private final String id;
        private final String did;
        private final byte[] film;
        private final String token;
        private final boolean fails;
        private int asked;
        private Optional<JsonNode> blob = Optional.empty();

        Job(String id, String did, byte[] film, String token, boolean fails) {
            this.id = id;
            this.did = did;
            this.film = film;
            this.token = token;
            this.fails = fails;
        }
    }

    private record Answer(int status, String json) {}

    /** @param home where accounts live */
    FakeVideoService(URI home) throws IOException {
        this.home = home;
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.createContext("/xrpc/", this::serve);
        http.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
    }

    synchronized void limits(String json) throws IOException {
        limits = (ObjectNode) JSON.readTree(json.replace('\'', '"'));
    }

    /** How many jobs from now on fail. */
    synchronized void failNext(int number) {
        failures = number;
    }

    /** Answers this instead of taking a film. */
    synchronized void refuse(int status, String json) {
        instead = Optional.of(new Answer(status, json.replace('\'', '"')));
    }

    /** Answers this instead of telling how far a film is. */
    synchronized void hideJobs(int status, String page) {
        insteadOfJobs = Optional.of(new Answer(status, page));
    }

    /** No job gets any further. */
    synchronized void stall() {
        busy = true;
    }

    synchronized void forgetJobs() {
        jobs.clear();
    }

    /** What it last answered by each method. */
    synchronized JsonNode said(String method) throws IOException {
        return JSON.readTree(said.get(method));
    }

    /** How many films arrived. */
    int sent() {
        return sent.get();
    }

    private synchronized void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            Map<String, String> query = FakeServer.query(exchange);
            String method = exchange.getRequestURI().getPath().substring("/xrpc/".length());
            Answer answer =
                    switch (method) {
                        case "app.bsky.video.getUploadLimits" ->
                            allows(exchange, "app.bsky.video.getUploadLimits")
                                    ? new Answer(200, limits.toString())
                                    : new Answer(401, "{\"error\":\"AuthMissing\"}");
                        case "app.bsky.video.uploadVideo" -> upload(exchange, query, body);
                        case "app.bsky.video.getJobStatus" -> status(query.get("jobId"));
                        default -> new Answer(404, "{\"error\":\"XRPCNotSupported\"}");
                    };
            said.put(method, answer.json());
            byte[] text = answer.json().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(answer.status(), text.length);
            exchange.getResponseBody().write(text);
        }
    }

    private static String token(HttpExchange exchange) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))
                .orElse("")
                .replaceFirst("^Bearer ", "");
    }

    /** Whether the caller's token is for this, and ends within the hour. */
    private static boolean allows(HttpExchange exchange, String method) throws IOException {
        String[] parts = token(exchange).split("\\.");
        if (parts.length != 3) {
            return false;
        }
        JsonNode claims = JSON.readTree(Base64.getUrlDecoder().decode(parts[1]));
        return claims.path("lxm").asText().equals(method)
                && claims.path("exp").asLong() < System.currentTimeMillis() / 1000 + 3600;
    }

    private Answer upload(HttpExchange exchange, Map<String, String> query, byte[] film) throws IOException {
        if (!allows(exchange, "com.atproto.repo.uploadBlob")) {
            return new Answer(401, "{\"error\":\"AuthMissing\"}");
        }
        if (instead.isPresent()) {
            return instead.get();
        }
        sent.incrementAndGet();
        Optional<Job> known = jobs.values().stream()
                .filter(job -> Arrays.equals(job.film, film) && !job.fails)
                .findFirst();
        if (known.isPresent()) {
            // Below no "jobStatus", and an error: so the real one says it.
            return new Answer(
                    409,
                    job(known.get(), "JOB_STATE_COMPLETED")
                            .put("error", "already_exists")
                            .put("message", "Video already processed")
                            .toString());
        }
        String id = "job-" + sent.get();
        jobs.put(id, new Job(id, query.get("did"), film, token(exchange), failures-- > 0));
        return new Answer(200, job(jobs.get(id), STATES[0]).toString());
    }

    private Answer status(String id) throws IOException {
        if (insteadOfJobs.isPresent()) {
            return insteadOfJobs.get();
        }
        Job job = jobs.get(id);
        if (job == null) {
            return new Answer(400, "{\"error\":\"InvalidRequest\",\"message\":\"job not found\"}");
        }
        String state = STATES[busy ? 1 : Math.min(job.asked++, 2)];
        if (state.equals(STATES[2]) && job.fails) {
            return jobStatus(job(job, "JOB_STATE_FAILED")
                    .put("error", "video processing error")
                    .put("message", "Failed to process video"));
        }
        if (state.equals(STATES[2]) && job.blob.isEmpty()) {
            job.blob = Optional.of(store(job));
        }
        ObjectNode answer = job(job, state);
        job.blob.ifPresentOrElse(blob -> answer.set("blob", blob), () -> answer.put("progress", 50));
        return jobStatus(answer);
    }

    private static Answer jobStatus(ObjectNode job) {
        ObjectNode answer = JSON.createObjectNode();
        answer.set("jobStatus", job);
        return new Answer(200, answer.toString());
    }

    private static ObjectNode job(Job job, String state) {
        return JSON.createObjectNode().put("jobId", job.id).put("did", job.did).put("state", state);
    }

    /** Puts the film, converted, on the account's server. */
    private JsonNode store(Job job) throws IOException {
        byte[] converted = Arrays.copyOf(job.film, job.film.length + 1);
        HttpRequest request = HttpRequest.newBuilder(home.resolve("/xrpc/com.atproto.repo.uploadBlob"))
                .header("Authorization", "Bearer " + job.token)
                .header("Content-Type", "video/mp4")
                .POST(HttpRequest.BodyPublishers.ofByteArray(converted))
                .build();
        try {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new IOException("The account's server took no film: " + response.body());
            }
            return JSON.readTree(response.body()).get("blob");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    @Override
    public void close() {
        http.stop(0);
    }
}
