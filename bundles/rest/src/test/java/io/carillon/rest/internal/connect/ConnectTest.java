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
import io.carillon.rest.internal.fake.ServerCase;
import java.net.URI;
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
        Answer chosen = client.post("accounts/connect/st8", "{\"identities\": [\"2\"]}");
        assertThat(chosen.at("/items/0/handle")).isEqualTo("@page");
        assertThat(chosen.at("/items/0/permissions/missing/0")).isEqualTo("write");
        assertThat(client.post("accounts/connect/st8", "{}").status()).isEqualTo(422);
        assertThat(client.get("accounts/connect/nope").status()).isEqualTo(404);
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
        assertThat(client.delete("platforms/mastodon/app").status()).isEqualTo(204);

        server.person("u_owner", "owner", false, Role.OWNER);
        assertThat(server.client(server.token("u_owner", Scope.ALL))
                        .get("platforms/mastodon/app")
                        .status())
                .isEqualTo(403);
    }

    private static final class Apps implements OAuthApps {

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
            return false;
        }

        @Override
        public Map<String, Object> publicKey(Platform platform) {
            return Map.of();
        }
    }
}
