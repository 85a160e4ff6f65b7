package io.carillon.itests.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.itests.postgres.PostgresDatabase;
import io.carillon.itests.support.CarillonServer;
import io.carillon.itests.support.Client;
import io.carillon.itests.support.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What servers do with secrets: who renews them, how the key that seals them is changed, and what if it is lost. */
class VaultIT {

    private static final int ACCOUNTS = 110;
    private static final int POSTS = 60;

    /** Grants that end are looked for once a minute. */
    private static final Duration LONG = Duration.ofSeconds(120);

    @Test
    void twoServersRenewEachGrantOnceAndChangeTheKeyWhileTheyPublish() throws Exception {
        PostgresDatabase database = TheDatabase.fresh();
        Path shared = Path.of(System.getProperty("carillon.itests.work"))
                .resolve("vault-shared-" + ProcessHandle.current().pid());
        Path renewals = Files.createDirectories(shared).resolve("renewals.txt");
        try (CarillonServer first = install("vault-1", database, shared);
                CarillonServer second = install("vault-2", database, shared)) {
            first.start();
            second.start();
            Client client = second.signIn();
            List<String> accounts = connect(client, ACCOUNTS, renewals);
            Waiting.await(
                    "every grant to be renewed", LONG, () -> lines(renewals).size() >= ACCOUNTS);
            assertThat(lines(renewals)).as("by two servers at once").doesNotHaveDuplicates();

            String old = vault(client).path("keys").get(0).path("id").asText();
            List<String> posts = post(client, accounts);
            assertThat(client.post("/api/v1/vault/rotate", Map.of()).status()).isEqualTo(202);
            first.kill();
            first.start();
            Waiting.await("everything to be sealed anew", LONG, () -> isSealedAnew(client, old));
            for (String post : posts) {
                published(client, post);
            }
            assertThat(Files.readString(shared.resolve("keys/vault.json"))).contains("\"kid\"");
            assertThat(client.get("/api/v1/health")
                            .json(200)
                            .at("/parts/vault/lost")
                            .asInt())
                    .isZero();

            // What the other server opens now was sealed by this one, with a key that it was never started with.
            published(client, post(client, accounts.get(0), Instant.now().plusSeconds(1)));
            assertNoSecretIn(dump(database));
            assertNoSecretIn(first.output() + second.output());
            assertNoSecretIn(everythingIn(first.data()) + everythingIn(second.data()));
            assertNoSecretIn(client.get("/api/v1/accounts?limit=200").text());
        }
    }

    private static CarillonServer install(String name, PostgresDatabase database, Path shared) throws IOException {
        CarillonServer server = TheDatabase.on(database, CarillonServer.install(name))
                .configured(
                        "io.carillon.media", "folder", shared.resolve("media").toString())
                .configured(
                        "io.carillon.accounts",
                        "keyFile",
                        shared.resolve("keys/vault.json").toString())
                .with("CARILLON_NODE_NAME", name);
        PluginJar.deploy(
                TokenPublisher.class, TokenPublisher.NETWORK, server.home().resolve("deploy/tokens.jar"));
        return server;
    }

    private static List<String> connect(Client client, int count, Path renewals) {
        Waiting.await(
                "the plugin to be there",
                () -> client.get("/api/v1/platforms").text().contains(TokenPublisher.NETWORK));
        List<String> accounts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Map<String, String> settings = Map.of(
                    "name", "@" + i, "minutes", "1", "log", renewals.toString(), "token", "SECRET-" + i + "-token");
            accounts.add(
                    client.post("/api/v1/accounts", Map.of("platform", TokenPublisher.NETWORK, "settings", settings))
                            .json(201)
                            .path("id")
                            .asText());
        }
        return accounts;
    }

    private static List<String> post(Client client, List<String> accounts) {
        List<String> posts = new ArrayList<>();
        Instant from = Instant.now().plusSeconds(4);
        for (int i = 0; i < POSTS; i++) {
            posts.add(post(client, accounts.get(i), from.plusMillis(i * 200L)));
        }
        return posts;
    }

    private static String post(Client client, String account, Instant due) {
        return client.post(
                        "/api/v1/posts",
                        Map.of(
                                "caption",
                                "For " + account,
                                "accounts",
                                List.of(account),
                                "schedule",
                                Map.of("instant", due.toString(), "zone", "UTC")))
                .json(201)
                .path("id")
                .asText();
    }

    private static void published(Client client, String post) {
        Waiting.await("the post to be published", LONG, () -> List.of("PUBLISHED", "REPORTED")
                .contains(client.get("/api/v1/posts/" + post)
                        .json(200)
                        .path("state")
                        .asText()));
    }

    private static JsonNode vault(Client client) {
        return client.get("/api/v1/vault").json(200);
    }

    private static boolean isSealedAnew(Client client, String old) {
        JsonNode newest = vault(client).path("keys").get(0);
        return !newest.path("id").asText().equals(old)
                && newest.path("use").asText().equals("SEALS")
                && newest.path("sealed").asInt() == ACCOUNTS;
    }

    /** Every row of every table, as a backup would have it. */
    private static String dump(PostgresDatabase database) throws SQLException {
        StringBuilder dump = new StringBuilder();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            for (String table : column(
                    statement,
                    "SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema()")) {
                column(statement, "SELECT t::text FROM \"" + table + "\" t").forEach(dump::append);
            }
        }
        assertThat(dump).as("the accounts, at least").contains("@109");
        return dump.toString();
    }

    private static List<String> column(Statement statement, String sql) throws SQLException {
        List<String> values = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }

    private static void assertNoSecretIn(String text) {
        assertThat(text.contains("SECRET-")).as("a secret in %.2000s", text).isFalse();
    }

    private static String everythingIn(Path folder) throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        }
        return all.toString();
    }

    private static List<String> lines(Path file) {
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void lostKeyIsToldAtOnceAndWhatWaitedGoesOutOnceItIsBack() throws Exception {
        try (CarillonServer server = CarillonServer.install("vault-lost")) {
            PluginJar.deploy(
                    TokenPublisher.class, TokenPublisher.NETWORK, server.home().resolve("deploy/tokens.jar"));
            server.start();
            Client client = server.signIn();
            String account =
                    connect(client, 1, server.data().resolve("renewals.txt")).get(0);
            server.stop();
            Path keys = server.data().resolve("keys/vault.json");
            Path backup = Files.move(keys, server.data().resolve("backup.json"));

            server.start();
            Client other = server.signIn();
            Waiting.await("it to be told", () -> status(other, account).equals("NEEDS_RECONNECT"));
            JsonNode problem =
                    other.get("/api/v1/accounts/" + account).json(200).path("problem");
            assertThat(problem.path("code").asText()).isEqualTo("vault-key-lost");
            assertThat(problem.path("detail").asText()).contains("put that key back");
            assertThat(other.get("/api/v1/health")
                            .json(200)
                            .at("/parts/vault/lost")
                            .asInt())
                    .isEqualTo(1);
            String post = post(other, account, Instant.now().plusSeconds(1));
            Waiting.await("the post to wait", () -> other.get("/api/v1/posts/" + post)
                    .json(200)
                    .path("state")
                    .asText()
                    .equals("WAITING"));
            server.stop();

            Files.delete(keys);
            Files.move(backup, keys);
            server.start();
            Client back = server.signIn();
            published(back, post);
            assertThat(status(back, account)).isEqualTo("CONNECTED");
            assertThat(back.get("/api/v1/accounts/" + account)
                            .json(200)
                            .path("problem")
                            .isNull())
                    .isTrue();
        }
    }

    private static String status(Client client, String account) {
        return client.get("/api/v1/accounts/" + account)
                .json(200)
                .path("status")
                .asText();
    }
}
