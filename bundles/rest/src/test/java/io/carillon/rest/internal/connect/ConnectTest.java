package io.carillon.rest.internal.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.api.model.AccountId;
import io.carillon.api.model.Platform;
import io.carillon.api.model.Role;
import io.carillon.api.model.Scope;
import io.carillon.api.service.ConflictException;
import io.carillon.api.service.Connections;
import io.carillon.api.service.OAuthApps;
import io.carillon.rest.internal.fake.FakeConnections;
import io.carillon.rest.internal.fake.Server.Answer;
import io.carillon.rest.internal.fake.Server.Client;
import io.carillon.rest.internal.fake.ServerCase;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConnectTest extends ServerCase {

    private final FakeConnections connections = new FakeConnections();

    @BeforeEach
    void start() {
        server.services.put(Connections.class, connections);
    }

    @Test
    void aProgramBeginsAndChooses() {
        Answer begun = client.post(
                "accounts/connect",
                "{\"platform\": \"mastodon\", \"settings\": {\"server\": \"m.example\"}, \"returnTo\": \"/accounts\","
                        + " \"account\": \"a_1\"}");
        assertThat(begun.status()).as(begun.text()).isEqualTo(200);
        assertThat(begun.at("/authorizationUrl")).startsWith("https://network.example/authorize");
        assertThat(begun.at("/expiresAt")).isEqualTo("1970-01-01T00:00:00Z");
        assertThat(begun.at("/state"))
                .as("with pushed requests, the address has none")
                .isEqualTo("st8");
        Connections.Wish wish = connections.wishes.get(0);
        assertThat(wish.redirectUri()).isEqualTo(server.address("/oauth/callback"));
        assertThat(wish.settings()).containsEntry("server", "m.example");
        assertThat(wish.account()).contains(new AccountId("a_1"));
        assertThat(wish.returnTo()).contains("/accounts");
        assertThat(begun.header("Set-Cookie"))
                .contains("HttpOnly")
                .contains("SameSite=Lax")
                .contains("Path=/oauth");

        Answer choice = client.get("accounts/connect/st8");
        assertThat(choice.at("/platform")).isEqualTo("mastodon");
        assertThat(choice.at("/identities/0/handle")).isEqualTo("@bell");
        assertThat(choice.at("/identities/0/permissions/confirmed")).isEqualTo("true");
        assertThat(choice.header("ETag")).isNotEmpty();
        Answer chosen = client.post("accounts/connect/st8", "{\"identities\": [\"2\"]}");
        assertThat(chosen.at("/items/0/handle")).isEqualTo("@page");
        assertThat(chosen.at("/items/0/permissions/missing/0")).isEqualTo("write");
        assertThat(client.post("accounts/connect/st8", "{}").status()).isEqualTo(422);
        assertThat(client.get("accounts/connect/nope").status()).isEqualTo(404);
    }

    @Test
    void whoeverLostTheAnswerChoosesAgainWithTheSameKey() {
        client.post("accounts/connect", "{\"platform\": \"mastodon\"}");
        connections.once = true;
        Client keyed = client.with("Idempotency-Key", "k-1");
        Answer chosen = keyed.post("accounts/connect/st8", "{\"identities\": [\"2\"]}");
        Answer again = keyed.post("accounts/connect/st8", "{\"identities\": [\"2\"]}");
        assertThat(again.status()).as(again.text()).isEqualTo(200);
        assertThat(again.text()).isEqualTo(chosen.text());
        assertThat(client.post("accounts/connect/st8", "{\"identities\": [\"2\"]}")
                        .status())
                .isEqualTo(409);
    }

    @Test
    void whatIsWrongIsToldAtOnce() {
        Answer refused = client.post(
                "accounts/connect",
                "{\"platform\": \"nowhere\", \"settings\": {\"server\": null}, \"returnTo\": \"//evil.example\"}");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().at("/errors").findValuesAsText("field"))
                .containsExactly("platform", "settings.server", "returnTo");
        assertThat(connections.wishes).isEmpty();
    }

    @Test
    void readersConnectNothing() {
        assertThat(server.client(server.token(Scope.READ))
                        .post("accounts/connect", "{\"platform\": \"mastodon\"}")
                        .status())
                .isEqualTo(403);
        assertThat(server.nobody()
                        .post("accounts/connect", "{\"platform\": \"mastodon\"}")
                        .status())
                .isEqualTo(401);
    }

    @Test
    void addressesLeadBackToThisServerOnly() {
        URI here = URI.create("http://127.0.0.1:8080/api/v1/accounts/connect");
        PublicAddress address = new PublicAddress(Optional.empty());
        assertThat(address.callback(here)).isEqualTo(URI.create("http://127.0.0.1:8080/oauth/callback"));
        assertThat(address.isOwn("/accounts?x=1", here)).isTrue();
        assertThat(address.isOwn("http://127.0.0.1:8080/accounts", here)).isTrue();
        for (String foreign : new String[] {
            "//evil.example",
            "/\\evil.example",
            "/\t/evil.example",
            "https://evil.example/",
            "http://127.0.0.1:8080.evil.example/",
            "http://127.0.0.1:8080@evil.example/",
            "javascript:alert(1)",
            "accounts",
            ""
        }) {
            assertThat(address.isOwn(foreign, here)).as(foreign).isFalse();
        }
    }

    @Test
    void whatARequestCallsItsHostCountsOnThisMachineOnly() {
        URI foreign = URI.create("http://evil.example/api/v1/accounts/connect");
        assertThatThrownBy(() -> new PublicAddress(Optional.empty()).callback(foreign))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("CARILLON_PUBLIC_URL");
        assertThat(new PublicAddress(Optional.of(URI.create("https://carillon.example/"))).callback(foreign))
                .isEqualTo(URI.create("https://carillon.example/oauth/callback"));
    }

    @Test
    void appsAreTheAdministratorsAndNeverTellTheirSecret() {
        server.services.put(OAuthApps.class, new Apps());
        assertThat(client.get("platforms/mastodon/app").status()).isEqualTo(404);
        Answer put = client.json(
                "PUT", "platforms/mastodon/app", "{\"clientId\": \"carillon\", \"clientSecret\": \"s3cret\"}");
        assertThat(put.status()).as(put.text()).isEqualTo(200);
        assertThat(put.at("/hasSecret")).isEqualTo("true");
        assertThat(put.at("/source")).isEqualTo("administrator");
        assertThat(put.at("/redirectUri"))
                .isEqualTo(server.address("/oauth/callback").toString());
        assertThat(put.text()).doesNotContain("s3cret");
        assertThat(client.json("PUT", "platforms/mastodon/app", "{}").status()).isEqualTo(422);
        String tag = put.header("ETag");
        assertThat(client.get("platforms/mastodon/app").header("ETag"))
                .isEqualTo(tag)
                .isNotEmpty();
        Client late = client.with("If-Match", "\"another\"");
        assertThat(late.json("PUT", "platforms/mastodon/app", "{\"clientId\": \"other\"}")
                        .status())
                .isEqualTo(412);
        assertThat(late.delete("platforms/mastodon/app").status()).isEqualTo(412);
        assertThat(client.get("platforms/mastodon/app").at("/clientId")).isEqualTo("carillon");
        Client knowing = client.with("If-Match", tag);
        assertThat(knowing.delete("platforms/mastodon/app").status()).isEqualTo(204);
        assertThat(knowing.json("PUT", "platforms/mastodon/app", "{\"clientId\": \"other\"}")
                        .status())
                .as("there is none that could match")
                .isEqualTo(412);

        server.person("u_owner", "owner", false, Role.OWNER);
        assertThat(server.client(server.token("u_owner", Scope.ALL))
                        .get("platforms/mastodon/app")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void anAppIsEnteredWhereNobodyKnowsThePublicAddress() {
        server.services.put(OAuthApps.class, new Apps());
        Answer put = throughAProxy("PUT", "{\"clientId\": \"carillon\"}");
        assertThat(put.status()).as(put.text()).isEqualTo(200);
        assertThat(put.json().at("/redirectUri").isNull()).isTrue();
        assertThat(put.at("/warnings/0/field")).isEqualTo("redirectUri");
        assertThat(put.at("/warnings/0/message")).contains("CARILLON_PUBLIC_URL");
        assertThat(client.get("platforms/mastodon/app").at("/clientId")).isEqualTo("carillon");
        assertThat(client.get("platforms/mastodon/app").json().at("/warnings")).isEmpty();
    }

    /** Which calls this server by another name than that of this machine. */
    private Answer throughAProxy(String method, String body) {
        URI address = server.address("/api/v1/platforms/mastodon/app");
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            String request =
                    method + " " + address.getPath() + " HTTP/1.1\r\nHost: carillon.example\r\nConnection: close\r\n"
                            + "Authorization: " + client.headers().get("Authorization")
                            + "\r\nContent-Type: application/json\r\n"
                            + "Content-Length: " + body.length() + "\r\n\r\n" + body;
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Answer(
                    Integer.parseInt(answer.split(" ")[1]),
                    HttpHeaders.of(Map.of(), (name, value) -> true),
                    answer.substring(answer.indexOf('{'), answer.lastIndexOf('}') + 1)
                            .getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whatAServerKnowsUsAsIsRemovedByItsAddress() {
        Apps apps = new Apps();
        server.services.put(OAuthApps.class, apps);
        assertThat(client.delete("platforms/mastodon/app?server=https://m.example/")
                        .status())
                .isEqualTo(204);
        assertThat(apps.removed).containsExactly(URI.create("https://m.example"));
        assertThat(client.delete("platforms/mastodon/app?server=https://other.example")
                        .status())
                .isEqualTo(404);
        for (String wrong : new String[] {"key", "m.example", "", "https://"}) {
            assertThat(client.delete("platforms/mastodon/app?server=" + wrong).status())
                    .as(wrong)
                    .isEqualTo(422);
        }
    }

    private static final class Apps implements OAuthApps {

        private final List<URI> removed = new ArrayList<>();

        private AppInfo app;

        @Override
        public Optional<AppInfo> find(Platform platform) {
            return Optional.ofNullable(app);
        }

        @Override
        public AppInfo put(Platform platform, String clientId, Optional<String> clientSecret) {
            app = new AppInfo(platform, clientId, clientSecret.isPresent(), Source.ADMINISTRATOR);
            return app;
        }

        @Override
        public boolean remove(Platform platform) {
            boolean was = app != null;
            app = null;
            return was;
        }

        @Override
        public boolean removeRegistered(Platform platform, URI server) {
            return server.getHost().equals("m.example") && removed.add(server);
        }

        @Override
        public Map<String, Object> publicKey(Platform platform) {
            return Map.of();
        }
    }
}
