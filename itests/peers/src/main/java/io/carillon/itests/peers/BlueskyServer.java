package io.carillon.itests.peers;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.itests.support.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Bluesky's own server (PDS) and directory (PLC), as its makers publish them, with a data folder of its own. Use it in a
 * try block, or as a static field with {@code @RegisterExtension}. Handles of accounts end in {@code .test}.
 *
 * <p>What is stored can be read without signing in, as anybody on the network would. All addresses are on this machine.
 * Starting and ending it is for one thread; everything else is for many.
 */
public final class BlueskyServer implements ExecutionCondition, BeforeAllCallback, AfterAllCallback, AutoCloseable {

    /** As {@code pds.mjs} sets it. */
    private static final String ADMIN_PASSWORD = "carillon-test-admin";

    private static final String FOLDER = "bluesky";

    private final Map<String, Object> more = new LinkedHashMap<>();
    private int minutesAhead;
    private int tokenSeconds;
    private Path workplace;
    private int port;
    private NodePeer directory;
    private NodePeer server;
    private Xrpc xrpc;

    /**
     * Changes a setting of the server, by its name in the PDS's own environment record, such as {@code
     * blobUploadLimit} or {@code rateLimitsEnabled}. For the next start.
     */
    public BlueskyServer with(String setting, Object value) {
        more.put(setting, value);
        return this;
    }

    /**
     * Puts its clock ahead, or behind: what it does then, it did some time ago. Its access tokens live 120 minutes. For
     * the next start.
     */
    public BlueskyServer minutesAhead(int minutes) {
        minutesAhead = minutes;
        return this;
    }

    /** How long access tokens live that a consent gives, instead of an hour. For the next start. */
    public BlueskyServer tokenSeconds(int seconds) {
        tokenSeconds = seconds;
        return this;
    }

    /** Starts it; after {@link #kill()}, on the same port and data. */
    public BlueskyServer start() {
        if (workplace == null) {
            // Before there is anything to remember: this is where a test is skipped for want of a tool.
            NodePackage.named(FOLDER).install();
            workplace = Workplace.folder(FOLDER);
            port = Waiting.freePort();
            xrpc = new Xrpc(url());
            directory = NodePeer.start(FOLDER, "plc.mjs", workplace.resolve("plc.log"), Map.of("port", 0));
        }
        server = NodePeer.start(
                FOLDER,
                "pds.mjs",
                workplace.resolve("pds.log"),
                Map.of(
                        "port",
                        port,
                        "names",
                        names().toString(),
                        "plc",
                        directoryUrl(),
                        "data",
                        workplace.resolve("data").toString(),
                        "minutesAhead",
                        minutesAhead,
                        "tokenSeconds",
                        tokenSeconds,
                        "more",
                        more));
        return this;
    }

    /** Ends the server without warning; the directory stays. */
    public void kill() {
        server.kill();
    }

    @Override
    public void close() {
        if (server != null) {
            server.close();
        }
        if (directory != null) {
            directory.close();
        }
    }

    /** Without the tools to run it, all tests of the class are reported as skipped. */
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return NodePackage.named(FOLDER)
                .installOrSayWhyNot()
                .map(ConditionEvaluationResult::disabled)
                .orElseGet(() -> ConditionEvaluationResult.enabled("The peer is installed."));
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        start();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        close();
    }

    /** Where the server is: what a person enters as "service". */
    public String url() {
        return "http://" + host();
    }

    /** Host and port of the server. */
    public String host() {
        return "localhost:" + port;
    }

    /** Where the directory is. */
    public String directoryUrl() {
        return "http://" + directoryHost();
    }

    /** Host and port of the directory. */
    public String directoryHost() {
        return "localhost:" + directory.ready().path("port").asInt();
    }

    /**
     * From now on the server finds somebody on this machine by a public address: what it would read there by https, it reads
     * here.
     *
     * @param origin such as {@code https://carillon.bells.io}
     */
    public void finds(String origin, URI here) {
        try {
            Files.write(names(), NodePackage.JSON.writeValueAsBytes(Map.of(origin, here.toString())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path names() {
        return workplace.resolve("names.json");
    }

    /** Makes an account. */
    public Account createAccount(String handle, String password) {
        JsonNode session = xrpc.procedure(
                "com.atproto.server.createAccount",
                Map.of("handle", handle, "password", password, "email", handle + "@example.com"),
                null);
        return new Account(session.path("did").asText(), handle, password);
    }

    /** A person's account, and what its owner signs in with. */
    public record Account(String did, String handle, String password) {}

    /** Makes an app password, as its owner does in the settings; the name is what it is revoked by. */
    public String createAppPassword(Account account, String name) {
        return xrpc.procedure("com.atproto.server.createAppPassword", Map.of("name", name), signIn(account))
                .path("password")
                .asText();
    }

    /** Takes an app password back, with every session that was made with it. */
    public void revokeAppPassword(Account account, String name) {
        xrpc.procedure("com.atproto.server.revokeAppPassword", Map.of("name", name), signIn(account));
    }

    /** Ends an account for good, with all that it ever posted, as its owner or the server's administrator may. */
    public void deleteAccount(Account account) {
        xrpc.administer("com.atproto.admin.deleteAccount", Map.of("did", account.did()), ADMIN_PASSWORD);
    }

    /** Takes every consent back that somebody gave, as they do in the settings of their account. */
    public void revokeConsents(Account account) {
        new BlueskyBrowser().revokesAll(account, URI.create(url() + "/account"));
    }

    /**
     * Puts something there, as its owner does with an app: a like, say.
     *
     * @param collection such as {@code app.bsky.feed.like}
     * @param record without its {@code $type} and {@code createdAt}
     * @return its id
     */
    public String create(Account account, String collection, Map<String, ?> record) {
        Map<String, Object> whole = new LinkedHashMap<>(record);
        whole.put("$type", collection);
        whole.put("createdAt", Instant.now().truncatedTo(ChronoUnit.MILLIS).toString());
        return xrpc.procedure(
                        "com.atproto.repo.createRecord",
                        Map.of("repo", account.did(), "collection", collection, "record", whole),
                        signIn(account))
                .path("uri")
                .asText();
    }

    private String signIn(Account account) {
        return xrpc.procedure(
                        "com.atproto.server.createSession",
                        Map.of("identifier", account.handle(), "password", account.password()),
                        null)
                .path("accessJwt")
                .asText();
    }

    /**
     * One record.
     *
     * @param uri such as {@code at://did:plc:…/app.bsky.feed.post/3n2…}
     * @return {@code uri}, {@code cid} and {@code value}
     */
    public JsonNode record(String uri) {
        String[] parts = uri.split("/");
        return xrpc.query(
                "com.atproto.repo.getRecord", Map.of("repo", parts[2], "collection", parts[3], "rkey", parts[4]));
    }

    /** The posts of an account, in the order of their keys: {@code uri}, {@code cid} and {@code value} of each. */
    public List<JsonNode> posts(String did) {
        List<JsonNode> records = new ArrayList<>();
        Map<String, String> query = new LinkedHashMap<>(
                Map.of("repo", did, "collection", "app.bsky.feed.post", "limit", "100", "reverse", "true"));
        JsonNode page;
        do {
            page = xrpc.query("com.atproto.repo.listRecords", query);
            page.path("records").forEach(records::add);
            query.put("cursor", page.path("cursor").asText());
        } while (page.path("cursor").isTextual());
        return records;
    }

    /** The texts of {@link #posts}. */
    public List<String> texts(String did) {
        return posts(did).stream()
                .map(post -> post.path("value").path("text").asText())
                .toList();
    }

    /** The bytes behind a blob that a record shows. */
    public byte[] blob(String did, JsonNode blob) {
        return xrpc.bytes(
                "com.atproto.sync.getBlob",
                Map.of("did", did, "cid", blob.path("ref").path("$link").asText()));
    }

    /** How often a path outside of the protocol, such as {@code /oauth/token}, was answered well, by its own log. */
    public long answeredAt(String path) {
        return answeredUrl(path);
    }

    /** How many calls of a method were successful since it was started for the first time, by its own log. */
    public long answered(String method) {
        return answeredUrl("/xrpc/" + method);
    }

    private long answeredUrl(String path) {
        String url = "\"url\":\"" + path + "\"";
        try (Stream<String> lines = Files.lines(workplace.resolve("pds.log"))) {
            return lines.filter(line -> line.contains(url) && line.contains("\"statusCode\":200"))
                    .count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
