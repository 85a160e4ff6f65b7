package io.carillon.itests.networks.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.itests.networks.oauth.TokenGate.Trouble;
import io.carillon.itests.peers.OAuthServer;
import io.carillon.itests.support.CarillonServer;
import io.carillon.itests.support.Client;
import io.carillon.itests.support.Client.Answer;
import io.carillon.itests.support.Memory;
import io.carillon.itests.support.Waiting;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Accounts are connected by consent on the pages of a certified OAuth server, and stay connected by its tokens. */
class OAuthConsentIT {

    private static final Pattern FORM_TOKEN = Pattern.compile("name=\"token\" value=\"(\\w+)\"");

    /** Shorter than any grant that is used without being renewed first. */
    private static final int TOKEN_SECONDS = 60;

    @RegisterExtension
    static final OAuthServer OAUTH = new OAuthServer();

    private static CarillonServer server;
    private static TokenGate gate;
    private static Client client;

    @BeforeAll
    static void start() throws IOException {
        server = CarillonServer.install("oauth")
                .configured("io.carillon.accounts", "grantCacheSeconds", "2")
                .edited("etc/java.options", "keepalive\\.timeout=\\d+", "keepalive.timeout=2");
        OAUTH.start(server.address().resolve("/oauth/callback"), TOKEN_SECONDS);
        gate = new TokenGate(OAUTH.address());
        ConsentPlugin.writeTo(
                server.home().resolve("deploy/consent.jar"),
                OAUTH.address(),
                gate.address(),
                List.of("consent", "posting", "bound", "password"));
        Files.writeString(
                server.home().resolve("etc/io.carillon.accounts.app-posting.cfg"),
                "platform = posting\nclientId = posting\nclientSecret = " + OAuthServer.POSTING_SECRET + "\n");
        server.with("CARILLON_ALLOWED_HOSTS", "127.0.0.1").start();
        client = server.signIn();
        Waiting.await(
                "the plugin to be there",
                () -> client.get("/api/v1/platforms").text().contains("The password network"));
        client.put("/api/v1/platforms/consent/app", Map.of("clientId", "carillon", "clientSecret", OAuthServer.SECRET))
                .json(200);
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
            gate.close();
            OAUTH.close();
        }
    }

    @BeforeEach
    void calm() {
        gate.make(Trouble.NONE, 0);
    }

    @Test
    void aPersonConsentsOnTheNetworksPagesAndChoosesByClick() throws IOException {
        URI authorization = begin(client, Map.of("platform", "consent", "returnTo", "/after?x=1"));
        URI back = new Person("click").says(true, authorization);
        assertThat(parameter(back, "iss")).isEqualTo(OAUTH.address().toString());
        Answer taken = come(client, back);
        assertThat(taken.status()).isEqualTo(303);
        assertThat(taken.header("Location")).startsWith("/oauth/choose?state=").doesNotContain("code");

        Answer page = client.get(taken.header("Location"));
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Content-Security-Policy"))
                .startsWith("default-src 'none'; style-src 'sha256-")
                .contains("frame-ancestors 'none'");
        assertThat(page.text()).contains("Page of &lt;click&gt;").contains("@click-page");
        String state = parameter(URI.create(taken.header("Location")), "state");
        assertThat(form(client, Map.of("state", state, "token", "forged", "identity", "click"))
                        .status())
                .isEqualTo(403);
        Answer done = form(client, Map.of("state", state, "token", token(page), "identity", "click"));
        assertThat(done.status()).as(done.text()).isEqualTo(303);
        assertThat(done.header("Location")).startsWith("/after?x=1&connected=a_");

        String id = done.header("Location").replaceFirst(".*connected=", "");
        JsonNode account = account(id);
        assertThat(account.path("handle").asText()).isEqualTo("@click");
        assertThat(account.path("permissions").path("confirmed").asBoolean()).isTrue();
        assertThat(client.get(taken.header("Location")).status())
                .as("chosen once")
                .isEqualTo(409);
        String first = published(id);
        assertThat(published(id)).as("the token of the second post").isNotEqualTo(first);
        assertThat(gate.seen().stream().filter("refresh 200"::equals).count()).isGreaterThanOrEqualTo(2);
        nothingSecretIsToldOrKept(parameter(back, "code"), state);
    }

    @Test
    void aProgramWithATokenConnectsByRestAlone() {
        String secret = client.post("/api/v1/tokens", Map.of("name", "connect", "scopes", List.of("read", "write")))
                .json(201)
                .path("token")
                .asText();
        Client program = client.withToken(secret);
        URI authorization = begin(program, Map.of("platform", "posting"));
        URI back = new Person("rest").says(true, authorization);
        String state = parameter(back, "state");
        assertThat(program.get("/api/v1/accounts/connect/" + state)
                        .json(409)
                        .path("code")
                        .asText())
                .isEqualTo("consent-pending");
        assertThat(come(Client.anonymous(server.address()), back).status())
                .as("another browser")
                .isEqualTo(403);
        assertThat(come(program, back).status()).isEqualTo(303);

        JsonNode choice = program.get("/api/v1/accounts/connect/" + state).json(200);
        assertThat(choice.path("identities")).hasSize(2);
        assertThat(choice.at("/identities/1/id").asText()).isEqualTo("rest-page");
        JsonNode chosen = program.post(
                        "/api/v1/accounts/connect/" + state, Map.of("identities", List.of("rest", "rest-page")))
                .json(200);
        assertThat(chosen.path("items")).hasSize(2);
        assertThat(published(chosen.at("/items/1/id").asText())).isEqualTo("ge-token");
        published(chosen.at("/items/0/id").asText());
    }

    @Test
    void pushedRequestsAndTokensThatAreBoundToAKey() {
        String id = connect(
                Map.of(
                        "platform",
                        "bound",
                        "settings",
                        Map.of("server", OAUTH.address().toString())),
                "bound");
        assertThat(account(id).at("/settings/server").asText())
                .isEqualTo(OAUTH.address().toString());
        String first = published(id);
        assertThat(published(id)).as("refreshed with a proof").isNotEqualTo(first);
    }

    @Test
    void itGoesOnAfterARestart() throws InterruptedException {
        URI authorization = begin(client, Map.of("platform", "consent"));
        URI back = new Person("restart").says(true, authorization);
        assertThat(server.stop()).isZero();
        server.start();
        Waiting.await(
                "the plugin to be there again",
                () -> client.get("/api/v1/platforms").text().contains("The consent network"));
        assertThat(come(client, back).status()).isEqualTo(303);
        client.post("/api/v1/accounts/connect/" + parameter(back, "state"), Map.of("identities", List.of("restart")))
                .json(200);
    }

    @Test
    void whatGoesWrongEndsOnAPageThatSaysWhatToDo() {
        URI denied = new Person("nay").says(false, begin(client, Map.of("platform", "consent", "returnTo", "/back")));
        Answer page = come(client, denied);
        assertThat(page.status()).isEqualTo(403);
        assertThat(page.text()).contains("You did not give consent").contains("href=\"/back\"");
        assertThat(come(client, denied).text()).contains("This was done before");

        URI good = new Person("twice").says(true, begin(client, Map.of("platform", "consent")));
        assertThat(come(Client.anonymous(server.address()), good).text()).contains("another browser");
        assertThat(come(server.signIn(), good).text()).as("another session").contains("another browser");
        assertThat(come(client, good).status()).isEqualTo(303);
        assertThat(come(client, good).status()).isEqualTo(409);
        assertThat(come(client, URI.create("/oauth/callback?code=x&state=%3Cscript%3E"))
                        .status())
                .isEqualTo(404);
        Answer nothing = come(client, URI.create("/oauth/callback"));
        assertThat(nothing.status()).isEqualTo(404);
        assertThat(nothing.text()).contains("Back to Carillon").doesNotContain("<script");
    }

    @Test
    void troubleAtTheTokenEndpointEndsOnAPageToo() {
        for (Trouble trouble : List.of(Trouble.FAILS, Trouble.HTML, Trouble.DROPS, Trouble.SLOW)) {
            URI back = new Person("trouble").says(true, begin(client, Map.of("platform", "consent")));
            gate.make(trouble, 1);
            Answer page = come(client, back);
            assertThat(page.status()).as(trouble + ": " + page.text()).isEqualTo(502);
            assertThat(page.text()).contains("could not be reached").contains("Try again");
        }
        URI back = new Person("trouble").says(true, begin(client, Map.of("platform", "consent")));
        gate.make(Trouble.ENDED, 1);
        assertThat(come(client, back).text()).contains("refused").contains("gone");
    }

    @Test
    void troubleWhileRenewingCostsNoPost() {
        String id = connect(Map.of("platform", "consent"), "weather");
        for (Trouble trouble : List.of(Trouble.FAILS, Trouble.HTML, Trouble.SLOW)) {
            gate.make(trouble, 1);
            published(id);
            assertThat(account(id).path("status").asText()).as(trouble.name()).isEqualTo("CONNECTED");
        }
        // This server takes a refresh token once, without grace: whoever never heard its answer has to come again.
        gate.make(Trouble.DROPS, 1);
        String post = post(id);
        Waiting.await("the post to wait for its account", () -> state(post).equals("WAITING"));
        connect(Map.of("platform", "consent", "account", id), "weather");
        awaitPublished(post);
    }

    @Test
    void whatTheNetworkEndsIsConnectedAnewAndPostsGoOut() {
        String id = connect(Map.of("platform", "consent"), "ended");
        gate.make(Trouble.ENDED, 1);
        String post = post(id);
        Waiting.await("the post to wait for its account", () -> state(post).equals("WAITING"));
        assertThat(account(id).path("status").asText()).isEqualTo("NEEDS_RECONNECT");

        URI other = new Person("somebody-else").says(true, begin(client, Map.of("platform", "consent", "account", id)));
        assertThat(come(client, other).text()).contains("@ended").contains("@somebody-else");
        String again = connect(Map.of("platform", "consent", "account", id), "ended");
        assertThat(again).isEqualTo(id);
        awaitPublished(post);
        assertThat(account(id).path("status").asText()).isEqualTo("CONNECTED");
    }

    @Test
    void missingPermissionsAreNamed() {
        URI back = new Person("less").says(true, begin(client, Map.of("platform", "consent")));
        gate.make(Trouble.LESS, 1);
        Answer page = client.get(come(client, back).header("Location"));
        assertThat(page.text()).contains("Permissions are missing: write");
        String id = client.post(
                        "/api/v1/accounts/connect/" + parameter(back, "state"), Map.of("identities", List.of("less")))
                .json(200)
                .at("/items/0/id")
                .asText();
        assertThat(account(id).path("permissions").toString())
                .isEqualTo("{\"confirmed\":false,\"missing\":[\"write\"]}");

        published(id);
        assertThat(account(id).path("permissions").toString())
                .as("what a refresh grants counts")
                .isEqualTo("{\"confirmed\":true,\"missing\":[]}");
        gate.make(Trouble.LESS, 1);
        published(id);
        assertThat(account(id).at("/permissions/missing/0").asText()).isEqualTo("write");
    }

    @Test
    void whoDisconnectsGivesTheConsentBack() {
        String id = connect(Map.of("platform", "consent"), "leaver");
        long before = gate.seen().stream().filter("revoke 200"::equals).count();
        assertThat(client.delete("/api/v1/accounts/" + id).status()).isEqualTo(204);
        assertThat(gate.seen().stream().filter("revoke 200"::equals).count()).isEqualTo(before + 1);
    }

    /** Once the time has passed for which opened grants and connections are kept: here, two seconds each. */
    @Test
    void whoReadsTheMemoryOfTheServerFindsNoSecret() {
        String password = "app-" + UUID.randomUUID();
        String byPassword = client.post(
                        "/api/v1/accounts",
                        Map.of("platform", "password", "settings", Map.of("name", "memory", "password", password)))
                .json(201)
                .path("id")
                .asText();
        String byConsent = connect(Map.of("platform", "consent"), "memory");
        assertThat(password).endsWith(published(byPassword));
        String shown = published(byConsent);

        Map<String, String> secrets = new HashMap<>(gate.tokens());
        assertThat(secrets.entrySet())
                .as("tokens of the consent, and of its renewal when it was used")
                .anyMatch(one -> one.getKey().startsWith("access_token")
                        && one.getValue().endsWith(shown))
                .anyMatch(one -> one.getKey().startsWith("refresh_token"));
        secrets.put("app password", password);
        secrets.put("client secret", OAuthServer.SECRET);
        secrets.put(
                "client secret as it is shown",
                Base64.getEncoder()
                        .encodeToString(("carillon:" + OAuthServer.SECRET).getBytes(StandardCharsets.UTF_8)));
        new Memory(server).awaitWithout(secrets);
    }

    @Test
    void appsAreForAdministratorsAndTellNoSecret() {
        JsonNode app = client.get("/api/v1/platforms/consent/app").json(200);
        assertThat(app.path("clientId").asText()).isEqualTo("carillon");
        assertThat(app.path("hasSecret").asBoolean()).isTrue();
        assertThat(app.path("redirectUri").asText())
                .isEqualTo(server.address().resolve("/oauth/callback").toString());
        assertThat(app.toString()).doesNotContain(OAuthServer.SECRET);
        assertThat(client.get("/api/v1/platforms/posting/app")
                        .json(200)
                        .path("source")
                        .asText())
                .isEqualTo("configuration");
        JsonNode refused = client.post("/api/v1/accounts/connect", Map.of("platform", "sandbox"))
                .json(422);
        assertThat(refused.at("/errors/0/field").asText()).isEqualTo("platform");
        JsonNode elsewhere = client.post(
                        "/api/v1/accounts/connect", Map.of("platform", "consent", "returnTo", "https://evil.example/"))
                .json(422);
        assertThat(elsewhere.at("/errors/0/field").asText()).isEqualTo("returnTo");
    }

    private static URI begin(Client who, Map<String, ?> wish) {
        JsonNode begun = who.post("/api/v1/accounts/connect", wish).json(200);
        assertThat(Instant.parse(begun.path("expiresAt").asText())).isAfter(Instant.now());
        return URI.create(begun.path("authorizationUrl").asText());
    }

    /** From beginning to end over REST. */
    private static String connect(Map<String, ?> wish, String person) {
        URI back = new Person(person).says(true, begin(client, wish));
        Answer taken = come(client, back);
        assertThat(taken.status()).as(taken.text()).isEqualTo(303);
        return client.post(
                        "/api/v1/accounts/connect/" + parameter(back, "state"), Map.of("identities", List.of(person)))
                .json(200)
                .at("/items/0/id")
                .asText();
    }

    private static Answer come(Client who, URI back) {
        return who.get(back.getRawPath() + (back.getRawQuery() == null ? "" : "?" + back.getRawQuery()));
    }

    private static Answer form(Client who, Map<String, String> fields) {
        List<String> pairs = new ArrayList<>();
        new LinkedHashMap<>(fields)
                .forEach((name, value) -> pairs.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8)));
        return who.send(
                "POST",
                "/oauth/choose",
                "application/x-www-form-urlencoded",
                String.join("&", pairs).getBytes(StandardCharsets.UTF_8));
    }

    private static String token(Answer page) {
        Matcher matcher = FORM_TOKEN.matcher(page.text());
        assertThat(matcher.find()).as(page.text()).isTrue();
        return matcher.group(1);
    }

    private static String parameter(URI address, String name) {
        return Stream.of(address.getRawQuery().split("&"))
                .filter(pair -> pair.startsWith(name + "="))
                .map(pair -> URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8))
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode account(String id) {
        return client.get("/api/v1/accounts/" + id).json(200);
    }

    private static String post(String account) {
        return client.post(
                        "/api/v1/posts",
                        Map.of(
                                "caption",
                                "A good post",
                                "accounts",
                                List.of(account),
                                "schedule",
                                Map.of("instant", Instant.now().plusSeconds(3).toString(), "zone", "UTC")))
                .json(201)
                .path("id")
                .asText();
    }

    private static String state(String post) {
        return client.get("/api/v1/posts/" + post).json(200).path("state").asText();
    }

    /** @return the end of the token that was used */
    private static String published(String account) {
        return awaitPublished(post(account));
    }

    private static String awaitPublished(String post) {
        Waiting.await("the post to be published", Duration.ofSeconds(60), () -> state(post)
                .equals("PUBLISHED"));
        return client.get("/api/v1/posts/" + post)
                .json(200)
                .at("/deliveries/0/permalink")
                .asText()
                .replaceFirst(".*/", "");
    }

    private static void nothingSecretIsToldOrKept(String... secrets) throws IOException {
        try (Stream<Path> files = Files.walk(server.home().resolve("data"))) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(file -> file.toString().endsWith(".log"))
                    .toList()) {
                assertThat(Files.readString(file)).as(file.toString()).doesNotContain(secrets);
            }
        }
        assertThat(server.output()).doesNotContain(secrets).doesNotContain(OAuthServer.SECRET);
        assertThat(client.get("/api/v1/accounts").text())
                .doesNotContain(secrets)
                .doesNotContain("accessToken")
                .doesNotContain("refreshToken");
    }
}
