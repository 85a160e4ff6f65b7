package io.carillon.itests.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.itests.postgres.NeedsPostgres;
import io.carillon.itests.postgres.PostgresServer;
import io.carillon.itests.support.CarillonServer;
import io.carillon.itests.support.Client;
import io.carillon.itests.support.Waiting;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * PostgreSQL is killed while posts go out, and started again. Some of them are claimed by then and go out without it;
 * others only become due while it is away.
 */
@NeedsPostgres
class DatabaseRestartIT {

    private static final int POSTS = 50;
    private static final Duration APART = Duration.ofMillis(100);
    private static final Duration BACK = Duration.ofSeconds(10);

    @Test
    void everyPostGoesOutOnceThoughTheDatabaseIsKilledMeanwhile() throws Exception {
        Path folder = Path.of(System.getProperty("carillon.itests.work")).resolve("postgres-of-its-own");
        try (PostgresServer postgres = PostgresServer.start(folder);
                CarillonServer server =
                        TheDatabase.on(postgres.createDatabase(), CarillonServer.install("database-restart"))) {
            server.start();
            Client client = server.signIn();
            Receipts receipts = new Receipts(server.data().resolve("sandbox/receipts.jsonl"));
            Map<String, String> texts = drafts(client);
            receipts.skipToEnd();
            schedule(client, texts.keySet());

            receipts.await(POSTS / 5);
            postgres.kill();
            assertThat(receipts.count()).as("killed in the middle").isLessThan(POSTS);
            assertThatEverythingSaysTryAgain(client);
            postgres.restart();

            Waiting.await(
                    "the server to use the database again",
                    BACK,
                    () -> client.get("/api/v1/posts").status() == 200);
            assertThat(client.get("/api/v1/health").status()).isEqualTo(200);
            Waiting.await("all posts to be published", () -> published(client) == POSTS);
            assertThat(wall(client)).containsExactlyInAnyOrderElementsOf(texts.values());
        }
    }

    /** Texts by post. */
    private static Map<String, String> drafts(Client client) {
        String account = client.post("/api/v1/accounts", Map.of("platform", "sandbox", "settings", Map.of()))
                .json(201)
                .path("id")
                .asText();
        Map<String, String> texts = new LinkedHashMap<>();
        for (int i = 0; i < POSTS; i++) {
            String text = "post " + i;
            String post = client.post("/api/v1/posts", Map.of("caption", text, "accounts", List.of(account)))
                    .json(201)
                    .path("id")
                    .asText();
            texts.put(post, text);
        }
        return texts;
    }

    private static void schedule(Client client, Set<String> posts) {
        Instant due = Instant.now().plusSeconds(5);
        for (String post : posts) {
            client.post("/api/v1/posts/" + post + "/schedule", Map.of("instant", due.toString(), "zone", "UTC"))
                    .json(200);
            due = due.plus(APART);
        }
    }

    private static void assertThatEverythingSaysTryAgain(Client client) {
        assertTryAgain(client.get("/api/v1/posts"));
        assertTryAgain(client.get("/api/v1/accounts"));
        assertTryAgain(client.post("/api/v1/posts", Map.of("caption", "not now")));
        assertTryAgain(Client.anonymous(client.server())
                .post("/api/v1/session", Map.of("username", "admin", "password", CarillonServer.PASSWORD)));
        assertThat(client.get("/api/v1/health").status()).isEqualTo(503);
    }

    private static void assertTryAgain(Client.Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(503);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.header("Retry-After")).isNotEmpty();
        assertThat(answer.json().path("code").asText()).isEqualTo("storage-unavailable");
        assertThat(answer.text()).doesNotContain("Exception", "jdbc:", "127.0.0.1");
    }

    private static int published(Client client) {
        return client.get("/api/v1/deliveries?limit=100&state=PUBLISHED")
                .json(200)
                .path("items")
                .size();
    }

    private static List<String> wall(Client client) {
        List<String> texts = new ArrayList<>();
        client.get("/sandbox/posts?limit=1000")
                .json(200)
                .path("items")
                .forEach(item -> texts.add(item.path("text").asText()));
        assertThat(new HashSet<>(texts)).hasSameSizeAs(texts);
        return texts;
    }
}
