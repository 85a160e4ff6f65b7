package io.carillon.accounts.internal.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.accounts.internal.House;
import io.carillon.api.model.Account;
import io.carillon.api.model.Grant;
import io.carillon.api.publisher.AuthorizationServer;
import io.carillon.api.publisher.ConnectMethod;
import io.carillon.api.publisher.OAuth2Endpoints;
import io.carillon.api.publisher.OAuth2Grant;
import io.carillon.api.publisher.RefreshOutcome;
import io.carillon.api.publisher.RefreshOutcome.NotReached;
import io.carillon.api.publisher.RefreshOutcome.Refreshed;
import io.carillon.api.publisher.RefreshOutcome.Revoked;
import io.carillon.api.publisher.ServerAnswer;
import io.carillon.api.service.GuardedHttp;
import io.carillon.core.MovableClock;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OAuthDeskTest {

    private static final Instant NOW = Instant.parse("2026-02-10T09:00:00Z");
    private static final OAuth2Endpoints ENDPOINTS = OAuth2Endpoints.at(
                    URI.create("https://birdsong.example/authorize"), URI.create("https://birdsong.example/token"))
            .revocation(URI.create("https://birdsong.example/revoke"))
            .endingError("invalid_request")
            .build();
    private static final Grant GRANT = new Grant(
            Map.of(
                    OAuth2Grant.ACCESS_TOKEN,
                    "AT-1",
                    OAuth2Grant.REFRESH_TOKEN,
                    "RT-1",
                    OAuth2Grant.CLIENT_ID,
                    "carillon",
                    "open_id",
                    "42"),
            Optional.of(NOW));

    @TempDir
    Path folder;

    private final MovableClock clock = new MovableClock(NOW);
    private final FakeHttp http = new FakeHttp();
    private ConsentNetwork network;
    private Apps apps;
    private OAuthDesk desk;

    @BeforeEach
    void open() {
        open(ConnectMethod.oauth2(ENDPOINTS));
    }

    private void open(ConnectMethod method) {
        network = new ConsentNetwork(method);
        apps = new Apps(new FakeAppStore(), new House(folder, network, clock).seals(), network);
        apps.put(ConsentNetwork.PLATFORM, "carillon", Optional.of("s3cret"));
        desk = new OAuthDesk(network, apps, clock);
        desk.http = http;
    }

    @Test
    void theNewPairReplacesTheOldAndTheRestStays() {
        http.json(
                200,
                "{\"access_token\":\"AT-2\",\"refresh_token\":\"RT-2\",\"token_type\":\"bearer\",\"expires_in\":60}");
        Grant renewed = ((Refreshed) refresh(GRANT)).grant();
        assertThat(FakeHttp.form(http.last()))
                .containsEntry("grant_type", "refresh_token")
                .containsEntry("refresh_token", "RT-1");
        assertThat(renewed.secrets())
                .containsEntry(OAuth2Grant.ACCESS_TOKEN, "AT-2")
                .containsEntry(OAuth2Grant.REFRESH_TOKEN, "RT-2")
                .containsEntry("open_id", "42");
        assertThat(renewed.expiresAt()).contains(NOW.plusSeconds(60));
    }

    @Test
    void aNetworkThatDoesNotRotateKeepsItsRefreshToken() {
        http.json(200, "{\"access_token\":\"AT-2\",\"token_type\":\"bearer\"}");
        assertThat(((Refreshed) refresh(GRANT)).grant().secret(OAuth2Grant.REFRESH_TOKEN))
                .contains("RT-1");
    }

    @Test
    void lifeOfARefreshTokenIsKeptAsLongAsThatTokenIs() {
        http.json(200, "{\"access_token\":\"AT-2\",\"token_type\":\"bearer\",\"refresh_token_expires_in\":600}");
        Grant first = ((Refreshed) refresh(GRANT)).grant();
        assertThat(refreshEnd(first)).contains(NOW.plusSeconds(600).toString());

        http.json(200, "{\"access_token\":\"AT-3\",\"token_type\":\"bearer\"}");
        Grant same = ((Refreshed) refresh(first)).grant();
        assertThat(refreshEnd(same)).isEqualTo(refreshEnd(first));
        http.json(
                200,
                "{\"access_token\":\"AT-4\",\"token_type\":\"bearer\",\"refresh_token\":\"RT-4\",\"refresh_expires_in\":0}");
        assertThat(refreshEnd(((Refreshed) refresh(same)).grant())).isEmpty();
    }

    private static Optional<String> refreshEnd(Grant grant) {
        return grant.secret(OAuth2Grant.REFRESH_ENDS_AT);
    }

    @Test
    void refreshTokenThatHasEndedIsNotShownWhileTheAccessTokenLasts() {
        Map<String, String> secrets = new HashMap<>(GRANT.secrets());
        secrets.put(OAuth2Grant.REFRESH_ENDS_AT, NOW.toString());
        Grant lasting = new Grant(secrets, Optional.of(NOW.plusSeconds(1)));

        assertThat(refresh(lasting)).isEqualTo(new Refreshed(lasting));
        assertThat(http.requests).isEmpty();
        clock.advance(Duration.ofSeconds(1));
        http.json(400, "{\"error\":\"invalid_grant\"}");
        assertThat(refresh(lasting)).isInstanceOf(Revoked.class);
    }

    @Test
    void onlyTheNetworksWordAboutTheGrantEndsIt() {
        http.json(400, "{\"error\":\"invalid_grant\",\"error_description\":\"RT-1 is revoked\"}");
        Revoked revoked = (Revoked) refresh(GRANT);
        assertThat(revoked.reason()).contains("is revoked").doesNotContain("RT-1");
        http.json(400, "{\"error\":\"invalid_request\"}");
        assertThat(refresh(GRANT)).as("as this network says it").isInstanceOf(Revoked.class);

        http.json(401, "{\"error\":\"invalid_client\"}");
        assertThat(refresh(GRANT)).isInstanceOf(NotReached.class);
        http.json(400, "{\"error\":\"unauthorized_client\"}");
        assertThat(refresh(GRANT)).isInstanceOf(NotReached.class);
    }

    @Test
    void troubleOnTheWayKeepsTheGrant() {
        http.json(500, "{\"error\":\"server_error\"}");
        assertThat(((NotReached) refresh(GRANT)).mayHaveRenewed()).isTrue();
        http.json(200, "<html>Maintenance</html>");
        assertThat(((NotReached) refresh(GRANT)).mayHaveRenewed()).isTrue();
        http.then(new GuardedHttp.Lost("The connection broke."));
        assertThat(((NotReached) refresh(GRANT)).mayHaveRenewed()).isTrue();
        http.json(503, "Busy");
        assertThat(((NotReached) refresh(GRANT)).mayHaveRenewed()).isFalse();
        desk.http = null;
        assertThat(((NotReached) refresh(GRANT)).mayHaveRenewed()).isFalse();
    }

    @Test
    void aGrantIsShownToNobodyButWhoeverGaveIt() {
        open(ConnectMethod.oauth2PerServer(List.of("write")));
        network.server = settings ->
                new ServerAnswer.Given<>(new AuthorizationServer(URI.create("https://evil.example"), ENDPOINTS, false));
        Map<String, String> secrets = new HashMap<>(GRANT.secrets());
        secrets.put(OAuth2Grant.SERVER, "https://birdsong.example");
        assertThat(refresh(new Grant(secrets, Optional.empty()))).isInstanceOf(NotReached.class);
        assertThat(http.requests).isEmpty();

        secrets.put(OAuth2Grant.SERVER, "https://evil.example");
        http.json(200, "{\"access_token\":\"AT-2\",\"token_type\":\"bearer\"}");
        assertThat(refresh(new Grant(secrets, Optional.empty()))).isInstanceOf(Refreshed.class);
    }

    @Test
    void anAppThatIsGoneOrAnotherKeepsTheGrant() {
        apps.put(ConsentNetwork.PLATFORM, "another", Optional.empty());
        assertThat(((NotReached) refresh(GRANT)).reason()).contains("developer app");
        apps.remove(ConsentNetwork.PLATFORM);
        assertThat(refresh(GRANT)).isInstanceOf(NotReached.class);
        assertThat(http.requests).isEmpty();
    }

    @Test
    void onlyGrantsOfAConsentAreRefreshedHere() {
        assertThat(OAuthDesk.refreshes(GRANT)).isTrue();
        assertThat(OAuthDesk.refreshes(Grant.oauthToken("AT"))).isFalse();
        assertThat(OAuthDesk.refreshes(new Grant(Map.of(OAuth2Grant.REFRESH_TOKEN, "RT"), Optional.empty())))
                .isFalse();
    }

    @Test
    void revokingIsBestEffort() {
        desk.revoke(account(GRANT));
        assertThat(http.last().uri().getPath()).isEqualTo("/revoke");
        desk.revoke(account(Grant.oauthToken("AT")));
        assertThat(http.requests).as("a grant of no consent").hasSize(1);
        apps.remove(ConsentNetwork.PLATFORM);
        desk.revoke(account(GRANT));
        assertThat(http.requests).hasSize(1);
    }

    private RefreshOutcome refresh(Grant grant) {
        return desk.refresh(account(grant));
    }

    private static Account account(Grant grant) {
        return Account.of(ConsentNetwork.PLATFORM, "@bell", "Bell", grant);
    }
}
