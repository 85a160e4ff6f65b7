package io.carillon.rest.internal.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.api.model.Role;
import io.carillon.api.model.Scope;
import io.carillon.api.model.Workspace;
import io.carillon.rest.internal.config.Settings;
import io.carillon.rest.internal.fake.Server;
import io.carillon.rest.internal.fake.Server.Answer;
import io.carillon.rest.internal.fake.Server.Client;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionsTest {

    @TempDir
    Path folder;

    private Server server;

    @BeforeEach
    void start() {
        server = new Server(folder);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Answer signIn(String username, String password) {
        return server.nobody()
                .post("session", "{\"username\": \"" + username + "\", \"password\": \"" + password + "\"}");
    }

    private static Map<String, String> cookies(Answer answer) {
        return answer.headers().allValues("Set-Cookie").stream()
                .collect(Collectors.toMap(cookie -> cookie.substring(0, cookie.indexOf('=')), Function.identity()));
    }

    private static String value(String cookie) {
        return cookie.substring(cookie.indexOf('=') + 1, cookie.indexOf(';')).replace("\"", "");
    }

    private Client browser(String username) {
        Answer answer = signIn(username, Server.PASSWORD);
        assertThat(answer.status()).as(answer.text()).isEqualTo(204);
        Map<String, String> cookies = cookies(answer);
        String csrf = value(cookies.get("carillon-csrf"));
        return server.nobody()
                .with(
                        "Cookie",
                        "carillon-session=" + value(cookies.get("carillon-session")) + "; carillon-csrf=" + csrf)
                .with("X-CSRF-Token", csrf);
    }

    @Test
    void sessionCookieIsOutOfReachForScriptsAndOtherSites() {
        Map<String, String> cookies = cookies(signIn("Admin", Server.PASSWORD));

        assertThat(cookies.get("carillon-session"))
                .contains("HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=3600")
                .doesNotContain("Secure");
        assertThat(cookies.get("carillon-csrf")).contains("SameSite=Lax").doesNotContain("HttpOnly");
        assertThat(server.identities.sessions.values().toString())
                .doesNotContain(value(cookies.get("carillon-session")));
    }

    @Test
    void cookiesAreSecureWhereTheOutsideUsesHttps() {
        server.close();
        server = new Server(
                folder, new Settings(Optional.of(URI.create("https://carillon.example")), Duration.ofHours(1)));

        assertThat(cookies(signIn("admin", Server.PASSWORD)).values()).allMatch(cookie -> cookie.contains("Secure"));
    }

    @Test
    void sessionTellsWhoItIsAndEnds() {
        Client browser = browser("admin");

        Answer me = browser.get("session");
        assertThat(me.at("/user/username")).isEqualTo("admin");
        assertThat(me.at("/workspace")).isEqualTo("default");
        assertThat(me.at("/workspaces/0/role")).isEqualTo("OWNER");
        Answer out = browser.delete("session");
        assertThat(out.status()).isEqualTo(204);
        assertThat(cookies(out).get("carillon-session")).contains("Max-Age=0");
        assertThat(browser.get("session").status()).isEqualTo(401);
    }

    @Test
    void sessionExpires() {
        Client browser = browser("admin");
        server.clock.advance(Duration.ofMinutes(59));
        assertThat(browser.get("session").status()).isEqualTo(200);
        server.clock.advance(Duration.ofMinutes(2));
        assertThat(browser.get("session").at("/code")).isEqualTo("session-ended");
    }

    @Test
    void changeFromABrowserNeedsTheCsrfToken() {
        Client browser = browser("admin");

        assertThat(browser.post("posts", "{}").status()).isEqualTo(201);
        assertThat(browser.with("X-CSRF-Token", "").post("posts", "{}").at("/code"))
                .isEqualTo("csrf");
        assertThat(browser.with("X-CSRF-Token", "guess").post("posts", "{}").status())
                .isEqualTo(403);
        assertThat(browser.with("X-CSRF-Token", "guess").get("posts").status()).isEqualTo(200);
    }

    @Test
    void nobodyIsRefusedEverywhereButAtTheDoor() {
        for (String path :
                new String[] {"posts", "accounts", "media", "session", "tokens", "workspaces", "platforms"}) {
            Answer answer = server.nobody().get(path);
            assertThat(answer.status()).as(path).isEqualTo(401);
            assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
        }
        assertThat(server.nobody().get("health").status()).isEqualTo(200);
        assertThat(server.nobody().get("platforms/sandbox").status()).isEqualTo(401);
        assertThat(server.nobody().post("preflight", "{}").status()).isEqualTo(401);
    }

    @Test
    void wrongPasswordAndUnknownPersonSoundTheSame() {
        Answer wrong = signIn("admin", "wrong");
        Answer unknown = signIn("nobody", "wrong");

        assertThat(wrong.status()).isEqualTo(401);
        assertThat(wrong.text()).isEqualTo(unknown.text());
        assertThat(signIn("", "").status()).isEqualTo(422);
    }

    @Test
    void guessingIsSlowedDownForThatPersonOnly() {
        server.person("u_2", "other", false, Role.EDITOR);
        IntStream.range(0, 5)
                .forEach(i -> assertThat(signIn("admin", "wrong").status()).isEqualTo(401));

        Answer slowed = signIn("admin", Server.PASSWORD);
        assertThat(slowed.status()).isEqualTo(429);
        assertThat(slowed.header("Retry-After")).isEqualTo("1");
        assertThat(signIn("other", Server.PASSWORD).status()).isEqualTo(204);

        server.clock.advance(Duration.ofSeconds(2));
        assertThat(signIn("admin", "wrong").status()).isEqualTo(401);
        assertThat(signIn("ADMIN", "wrong").header("Retry-After")).isEqualTo("2");
        server.clock.advance(Duration.ofSeconds(3));
        assertThat(signIn("admin", Server.PASSWORD).status()).isEqualTo(204);
        assertThat(signIn("admin", "wrong").status()).isEqualTo(401);
    }

    @Test
    void roleDecidesWhatASessionMayDo() {
        server.person("u_2", "viewer", false, Role.VIEWER);
        server.person("u_3", "editor", false, Role.EDITOR);

        Client viewer = browser("viewer");
        assertThat(viewer.get("posts").status()).isEqualTo(200);
        assertThat(viewer.post("posts", "{}").at("/code")).isEqualTo("role-too-low");
        assertThat(viewer.post("preflight", "{}").status()).isEqualTo(200);
        Client editor = browser("editor");
        assertThat(editor.post("posts", "{}").status()).isEqualTo(201);
        assertThat(editor.get("tokens").at("/code")).isEqualTo("role-too-low");
    }

    @Test
    void sessionChoosesAWorkspaceOfItsOwn() {
        Client browser = browser("admin");
        String id = browser.post("workspaces", "{\"name\": \"Brand\", \"zone\": \"Europe/Berlin\"}")
                .at("/id");
        server.person("u_2", "viewer", false, Role.VIEWER);

        Client brand = browser.with("X-Workspace", id);
        assertThat(brand.get("session").at("/workspace")).isEqualTo(id);
        brand.post("posts", "{\"caption\": \"Brand's\"}");
        assertThat(brand.get("posts").json().get("items")).hasSize(1);
        assertThat(browser.get("posts").json().get("items")).isEmpty();
        assertThat(browser("viewer").with("X-Workspace", id).get("posts").at("/code"))
                .isEqualTo("workspace-forbidden");
        assertThat(browser.with("X-Workspace", "bad id").get("posts").status()).isEqualTo(403);
    }

    @Test
    void tokenMayDoWhatItsScopesSay() {
        Client reader = server.client(server.token(Scope.READ));
        assertThat(reader.get("posts").status()).isEqualTo(200);
        assertThat(reader.post("posts", "{}").at("/code")).isEqualTo("scope-missing");
        assertThat(reader.get("tokens").at("/code")).isEqualTo("scope-missing");
        Client writer = server.client(server.token(Scope.WRITE));
        assertThat(writer.post("posts", "{}").status()).isEqualTo(201);
        assertThat(writer.get("posts").status()).isEqualTo(403);
        server.person("u_2", "viewer", false, Role.VIEWER);
        Client weak = server.client(server.token("u_2", Scope.ALL));
        assertThat(weak.post("posts", "{}").at("/code")).isEqualTo("role-too-low");
    }

    @Test
    void tokenIsCreatedShownOnceAndDeleted() {
        Client browser = browser("admin");
        Answer created = browser.post("tokens", "{\"name\": \"CI\", \"scopes\": [\"read\", \"publish\"]}");

        assertThat(created.status()).as(created.text()).isEqualTo(201);
        String secret = created.at("/token");
        assertThat(secret).startsWith("carillon_").hasSizeGreaterThan(50);
        assertThat(server.identities.tokens.values().toString()).doesNotContain(secret);
        Answer read = browser.get(created.header("Location").replace("/api/v1/", ""));
        assertThat(read.status()).isEqualTo(200);
        assertThat(read.at("/name")).isEqualTo("CI");
        assertThat(read.header("ETag")).isNotEmpty().isEqualTo(created.header("ETag"));
        assertThat(read.text()).doesNotContain(secret);
        assertThat(browser.get("tokens/k_none").status()).isEqualTo(404);
        Client client = server.client(secret);
        assertThat(client.get("posts").status()).isEqualTo(200);
        assertThat(client.with("X-Workspace", "other").get("posts").status()).isEqualTo(403);
        Answer list = browser.get("tokens");
        assertThat(list.text()).contains("\"name\":\"CI\"").doesNotContain(secret);
        assertThat(list.at("/items/0/lastUsedAt")).isNotEqualTo("null");
        assertThat(browser.delete("tokens/" + created.at("/id")).status()).isEqualTo(204);
        assertThat(client.get("posts").at("/code")).isEqualTo("invalid-token");
        assertThat(browser.delete("tokens/" + created.at("/id")).status()).isEqualTo(404);
    }

    @Test
    void tokenExpires() {
        Client browser = browser("admin");
        Answer created = browser.post(
                "tokens",
                "{\"name\": \"CI\", \"scopes\": [\"*\"], \"expiresAt\": \""
                        + server.clock.instant().plusSeconds(60) + "\"}");
        Client client = server.client(created.at("/token"));

        assertThat(client.get("posts").status()).isEqualTo(200);
        server.clock.advance(Duration.ofSeconds(61));
        assertThat(client.get("posts").at("/code")).isEqualTo("token-expired");
    }

    @Test
    void wrongTokenWishesAreTold() {
        Client browser = browser("admin");

        Answer answer = browser.post(
                "tokens",
                "{\"name\": \" \", \"scopes\": [\"read\", \"fly\"], \"expiresAt\": \"2001-01-01T00:00:00Z\"}");
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().get("errors"))
                .extracting(error -> error.get("field").asText())
                .containsExactly("name", "scopes[1]", "expiresAt");
        assertThat(browser.with("Idempotency-Key", "k").post("tokens", "{}").status())
                .isEqualTo(400);
        assertThat(browser.with("Authorization", "Basic abc").get("posts").at("/code"))
                .isEqualTo("invalid-token");
    }

    @Test
    void nobodyGivesAwayMoreThanTheyHave() {
        Client admin = server.client(server.token(Scope.ADMIN));

        Answer answer = admin.post("tokens", "{\"name\": \"CI\", \"scopes\": [\"admin\", \"publish\", \"*\"]}");

        assertThat(answer.json().get("errors"))
                .extracting(error -> error.get("field").asText())
                .containsExactly("scopes[1]", "scopes[2]");
    }

    @Test
    void workspacesAreReadAndChangedByTheirOwners() {
        Client browser = browser("admin");
        Answer one = browser.get("workspaces/default");
        assertThat(one.header("ETag")).isEqualTo("\"1\"");
        assertThat(one.at("/missed/rule")).isEqualTo("PUBLISH_LATE");

        Answer changed = browser.with("If-Match", "\"1\"")
                .json("PATCH", "workspaces/default", "{\"missed\": {\"rule\": \"HOLD\"}}");
        assertThat(changed.status()).as(changed.text()).isEqualTo(200);
        assertThat(changed.at("/missed/rule")).isEqualTo("HOLD");
        assertThat(changed.at("/name")).isEqualTo("Default");
        assertThat(changed.header("ETag")).isEqualTo("\"2\"");
        assertThat(browser.with("If-Match", "\"1\"")
                        .json("PATCH", "workspaces/default", "{\"name\": \"x\"}")
                        .status())
                .isEqualTo(412);
        Answer wrong = browser.json("PATCH", "workspaces/default", "{\"name\": null, \"zone\": \"Nowhere\"}");
        assertThat(wrong.json().get("errors"))
                .extracting(error -> error.get("field").asText())
                .containsExactly("name", "zone");
        assertThat(browser.json("PATCH", "workspaces/default", "{\"missed\": {\"rule\": \"NEVER\"}}")
                        .at("/errors/0/limit"))
                .contains("HOLD");
        assertThat(browser.get("workspaces/w_0").status()).isEqualTo(404);
        server.person("u_2", "editor", false, Role.EDITOR);
        assertThat(browser("editor").json("PATCH", "workspaces/default", "{}").status())
                .isEqualTo(403);
        server.workspaces.setRole(Workspace.DEFAULT_ID, new io.carillon.api.model.UserId("u_2"), Role.OWNER);
        assertThat(browser("editor").post("workspaces", "{\"name\": \"x\"}").at("/code"))
                .isEqualTo("administrator-only");
    }

    @Test
    void whatIsTakenAwayFromAWorkspaceIsAsItUsuallyIs() {
        Client browser = browser("admin");
        browser.json("PATCH", "workspaces/default", "{\"missed\": {\"rule\": \"HOLD\", \"limitMinutes\": 5}}");

        Answer limit = browser.json("PATCH", "workspaces/default", "{\"missed\": {\"limitMinutes\": null}}");
        assertThat(limit.at("/missed/rule")).isEqualTo("HOLD");
        assertThat(limit.at("/missed/limitMinutes")).isEqualTo("60");

        Answer all = browser.json("PATCH", "workspaces/default", "{\"missed\": null}");
        assertThat(all.at("/missed/rule")).isEqualTo("PUBLISH_LATE");
    }
}
