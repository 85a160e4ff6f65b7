package io.carillon.rest.internal.fake;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.api.model.AccessToken;
import io.carillon.api.model.Role;
import io.carillon.api.model.Scope;
import io.carillon.api.model.TokenId;
import io.carillon.api.model.User;
import io.carillon.api.model.UserId;
import io.carillon.api.model.Workspace;
import io.carillon.api.service.Accounts;
import io.carillon.api.service.Calendar;
import io.carillon.api.service.Dispatch;
import io.carillon.api.service.MediaLibrary;
import io.carillon.api.service.Posts;
import io.carillon.api.service.PublishedPosts;
import io.carillon.api.service.Publishers;
import io.carillon.api.service.Queues;
import io.carillon.api.service.Series;
import io.carillon.api.service.VaultKeys;
import io.carillon.api.service.Webhooks;
import io.carillon.api.store.AccountStore;
import io.carillon.api.store.EventStore;
import io.carillon.api.store.IdempotencyStore;
import io.carillon.api.store.IdentityStore;
import io.carillon.api.store.NodeStore;
import io.carillon.api.store.SampleStore;
import io.carillon.api.store.WorkspaceStore;
import io.carillon.core.MemoryAccounts;
import io.carillon.core.MovableClock;
import io.carillon.core.internal.post.CalendarService;
import io.carillon.core.internal.post.CallThreads;
import io.carillon.core.internal.post.EngineNudge;
import io.carillon.core.internal.post.PostService;
import io.carillon.core.internal.post.PublishedService;
import io.carillon.core.internal.post.QueueService;
import io.carillon.core.internal.post.SeriesService;
import io.carillon.core.internal.post.TimeAndChance;
import io.carillon.core.internal.queue.QueueDesk;
import io.carillon.core.publisher.PublisherRegistry;
import io.carillon.core.store.InMemoryEventStore;
import io.carillon.core.store.InMemoryNodeStore;
import io.carillon.core.store.InMemoryPostStore;
import io.carillon.core.store.InMemorySampleStore;
import io.carillon.core.store.InMemoryWebhookStore;
import io.carillon.rest.internal.app.RestApplication;
import io.carillon.rest.internal.auth.Passwords;
import io.carillon.rest.internal.backend.Backend;
import io.carillon.rest.internal.body.Digests;
import io.carillon.rest.internal.config.Settings;
import io.carillon.webhooks.internal.WebhookDesk;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.glassfish.grizzly.http.server.HttpServer;
import org.glassfish.jersey.grizzly2.httpserver.GrizzlyHttpServerFactory;
import org.glassfish.jersey.server.ResourceConfig;

/** The whole REST application behind a real web server on loopback, on the real posts and on fakes of the rest. */
public final class Server implements AutoCloseable {

    // Held, or the quiet would be collected with it: what Jersey and Grizzly say of every start tells nothing.
    private static final Logger NOISE = Logger.getLogger("org.glassfish");

    static {
        NOISE.setLevel(Level.SEVERE);
    }

    public static final String PASSWORD = "correct horse";

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final String HASH = new Passwords(new Random(1)).hash(PASSWORD);

    public final MovableClock clock = new MovableClock(Instant.now());
    public final FakeIdentities identities = new FakeIdentities();
    public final FakeWorkspaces workspaces = new FakeWorkspaces();
    public final MemoryAccounts accountStore = new MemoryAccounts();
    public final InMemoryNodeStore nodes = new InMemoryNodeStore(clock);
    public final InMemoryEventStore events = new InMemoryEventStore();
    public final InMemoryWebhookStore webhooks = new InMemoryWebhookStore(events);
    public final FakeVaultKeys vaultKeys = new FakeVaultKeys();
    public final FakeDispatch dispatch = new FakeDispatch();
    public final InMemoryPostStore postStore = new InMemoryPostStore();
    public final InMemorySampleStore samples = new InMemorySampleStore(postStore);
    public final PublisherRegistry publishers = PublisherRegistry.create();
    public final FakePublisher sandbox = FakePublisher.sandbox();
    public final FakeMedia media;
    public final Map<Class<?>, Object> services = new ConcurrentHashMap<>();

    private final HttpServer http;
    private final URI base;

    public Server(Path folder) {
        this(folder, new Settings(Optional.empty(), Duration.ofHours(1)));
    }

    public Server(Path folder, Settings settings) {
        media = new FakeMedia(folder);
        publishers.add(sandbox);
        publishers.add(FakePublisher.mastodon());
        services.put(IdentityStore.class, identities);
        services.put(WorkspaceStore.class, workspaces);
        services.put(IdempotencyStore.class, new FakeIdempotency());
        services.put(NodeStore.class, nodes);
        services.put(VaultKeys.class, vaultKeys);
        services.put(EventStore.class, events);
        OpenWorld world = new OpenWorld();
        services.put(Webhooks.class, new WebhookDesk(webhooks, world, world, clock, new Random(3)));
        services.put(AccountStore.class, accountStore);
        services.put(Accounts.class, new FakeAccounts(accountStore));
        services.put(Dispatch.class, dispatch);
        services.put(SampleStore.class, samples);
        services.put(MediaLibrary.class, media);
        services.put(Publishers.class, publishers);
        TimeAndChance real = new TimeAndChance();
        QueueDesk desk = new QueueDesk(postStore, publishers);
        services.put(Queues.class, new QueueService(postStore, postStore, accountStore, desk, real, new EngineNudge()));
        PostService posts = new PostService(
                postStore,
                postStore,
                workspaces,
                accountStore,
                media.store(),
                publishers,
                media,
                media,
                desk,
                real,
                new EngineNudge());
        services.put(Posts.class, posts);
        services.put(
                PublishedPosts.class,
                new PublishedService(
                        posts,
                        postStore,
                        new FakeAccountSource(accountStore),
                        publishers,
                        media,
                        real,
                        new EngineNudge(),
                        new CallThreads()));
        services.put(
                Series.class,
                new SeriesService(
                        posts,
                        postStore,
                        postStore,
                        postStore,
                        workspaces,
                        accountStore,
                        media.store(),
                        publishers,
                        media,
                        media,
                        real,
                        new EngineNudge()));
        services.put(Calendar.class, new CalendarService(postStore, postStore));
        person("u_admin", "admin", true, Role.OWNER);
        ResourceConfig config =
                ResourceConfig.forApplication(new RestApplication(settings, backend(), clock, new Random(7)));
        http = GrizzlyHttpServerFactory.createHttpServer(URI.create("http://127.0.0.1:0/api/v1/"), config);
        base = URI.create("http://127.0.0.1:" + http.getListener("grizzly").getPort() + "/api/v1/");
    }

    public Backend backend() {
        return new Backend() {

            @Override
            public <T> Optional<T> find(Class<T> service) {
                return Optional.ofNullable(services.get(service)).map(service::cast);
            }
        };
    }

    /** Somebody whose password is {@link #PASSWORD}. */
    public void person(String id, String name, boolean administrator, Role role) {
        identities.users.put(new UserId(id), new User(new UserId(id), name, HASH, administrator, clock.instant()));
        workspaces.setRole(Workspace.DEFAULT_ID, new UserId(id), role);
    }

    /** A token of the administrator; the secret is its name. */
    public String token(Scope... scopes) {
        return token("u_admin", scopes);
    }

    public String token(String user, Scope... scopes) {
        String secret = "secret-" + identities.tokens.size();
        TokenId id = new TokenId("k_" + identities.tokens.size());
        identities.tokens.put(
                id,
                new AccessToken(
                        id,
                        Workspace.DEFAULT_ID,
                        new UserId(user),
                        "test",
                        Digests.sha256(secret),
                        Set.of(scopes),
                        clock.instant(),
                        Optional.empty(),
                        Optional.empty()));
        return secret;
    }

    /** Somebody who may do everything. */
    public Client client() {
        return client(token(Scope.ALL));
    }

    public Client client(String token) {
        return new Client(this, Map.of("Authorization", "Bearer " + token));
    }

    public Client nobody() {
        return new Client(this, Map.of());
    }

    public URI address(String path) {
        return base.resolve(path);
    }

    /** Opens a stream and reads its lines as they come. */
    public Stream<String> lines(String path, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address(path));
        headers.forEach(request::setHeader);
        try {
            return CLIENT.send(request.build(), java.net.http.HttpResponse.BodyHandlers.ofLines())
                    .body();
        } catch (IOException e) {
            throw new AssertionError("The server did not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted", e);
        }
    }

    Answer send(HttpRequest.Builder request) {
        try {
            return Answer.of(CLIENT.send(request.build(), java.net.http.HttpResponse.BodyHandlers.ofByteArray()));
        } catch (IOException e) {
            throw new AssertionError("The server did not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted", e);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    /** Sends requests with the same headers. */
    public record Client(Server server, Map<String, String> headers) {

        public Client with(String name, String value) {
            Map<String, String> more = new ConcurrentHashMap<>(headers);
            more.put(name, value);
            return new Client(server, more);
        }

        public Answer get(String path) {
            return send("GET", path, BodyPublishers.noBody(), Optional.empty());
        }

        public Answer delete(String path) {
            return send("DELETE", path, BodyPublishers.noBody(), Optional.empty());
        }

        public Answer post(String path, String json) {
            return json("POST", path, json);
        }

        public Answer json(String method, String path, String json) {
            return send(method, path, BodyPublishers.ofString(json), Optional.of("application/json"));
        }

        public Answer send(String method, String path, BodyPublisher body, Optional<String> type) {
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(server.address(path)).method(method, body);
            headers.forEach(request::setHeader);
            type.ifPresent(t -> request.setHeader("Content-Type", t));
            return server.send(request);
        }
    }

    /** What came back. */
    public record Answer(int status, java.net.http.HttpHeaders headers, byte[] bytes) {

        static Answer of(java.net.http.HttpResponse<byte[]> response) {
            return new Answer(response.statusCode(), response.headers(), response.body());
        }

        public String header(String name) {
            return headers.firstValue(name).orElse("");
        }

        public JsonNode json() {
            try {
                return io.carillon.rest.internal.json.Json.mapper().readTree(bytes);
            } catch (IOException e) {
                throw new AssertionError("No JSON: " + text(), e);
            }
        }

        public String text() {
            return new String(bytes, java.nio.charset.StandardCharsets.UTF_8);
        }

        public String at(String pointer) {
            JsonNode node = json().at(pointer);
            return node.isValueNode() ? node.asText() : node.toString();
        }
    }
}
