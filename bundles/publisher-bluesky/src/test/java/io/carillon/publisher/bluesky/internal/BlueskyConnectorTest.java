package io.carillon.publisher.bluesky.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.api.model.Account;
import io.carillon.api.model.Grant;
import io.carillon.api.model.Violation;
import io.carillon.api.publisher.ConnectOutcome;
import io.carillon.api.publisher.ConnectOutcome.Identities;
import io.carillon.api.publisher.ConnectOutcome.NotReached;
import io.carillon.api.publisher.ConnectOutcome.Refused;
import io.carillon.api.publisher.Identity;
import io.carillon.api.publisher.LookOutcome;
import io.carillon.api.publisher.RefreshOutcome;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BlueskyConnectorTest {

    private FakeServer server;
    private BlueskyConnector connector;

    @BeforeEach
    void start() throws IOException {
        server = new FakeServer();
        server.document(FakeServer.DID, "alice.test");
        connector = new BlueskyConnector(
                Fixtures.config(server.address()), Fixtures.client(), Fixtures.PROOFS, Clock.systemUTC());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private ConnectOutcome connect(String identifier, String password, String service) {
        Map<String, String> settings = new HashMap<>(Map.of("identifier", identifier, "appPassword", password));
        if (service != null) {
            settings.put("service", service);
        }
        return connector.connect(settings, Grant.none());
    }

    private ConnectOutcome connect(String identifier) {
        return connect(identifier, FakeServer.PASSWORD, null);
    }

    private static Identity identity(ConnectOutcome outcome) {
        assertThat(outcome).isInstanceOf(Identities.class);
        return ((Identities) outcome).all().get(0);
    }

    private static Violation refusal(ConnectOutcome outcome) {
        assertThat(outcome).isInstanceOf(Refused.class);
        return ((Refused) outcome).violations().get(0);
    }

    // ---- Signing in ---------------------------------------------------------------------------

    @Test
    void rightAppPasswordConnectsTheAccount() {
        Identity identity = identity(connect("alice.test"));
        assertThat(identity.handle()).isEqualTo("@alice.test");
        assertThat(identity.displayName()).isEqualTo("alice.test");
        assertThat(identity.remoteId()).isEqualTo(FakeServer.DID);
        assertThat(identity.settings())
                .containsEntry("server", server.address().toString())
                .containsEntry("did", FakeServer.DID);
    }

    @Test
    void grantHoldsTheTokensAndEndsWithTheFirst() {
        Grant grant = identity(connect("alice.test")).grant();
        assertThat(grant.secrets()).containsOnlyKeys("accessJwt", "refreshJwt");
        assertThat(grant.secrets().values()).doesNotContain(FakeServer.PASSWORD);
        assertThat(grant.expiresAt()).contains(FakeServer.EXPIRES_AT);
    }

    @Test
    void atBeforeTheHandleAndSpaceAroundThePasswordAreForgiven() {
        assertThat(identity(connect(" @alice.test ", " " + FakeServer.PASSWORD + "\n", null))
                        .handle())
                .isEqualTo("@alice.test");
    }

    @Test
    void nameAndPictureOfTheProfileAreTaken() {
        server.publish(
                "at://" + FakeServer.DID + "/app.bsky.actor.profile/self",
                "{'displayName':'Alice Ä','avatar':{'ref':{'$link':'bafkreiavatar'}}}");
        Identity identity = identity(connect("alice.test"));
        assertThat(identity.displayName()).isEqualTo("Alice Ä");
        assertThat(identity.avatarUrl())
                .contains(URI.create(server.address() + "/xrpc/com.atproto.sync.getBlob?did=" + FakeServer.DID
                        + "&cid=bafkreiavatar"));
    }

    @Test
    void accountThatLivesElsewhereIsPublishedToThere() {
        assertThat(identity(connect("moved.test")).settings()).containsEntry("server", "https://morel.example");
    }

    // ---- Handles: a server can say that its people are called whatever it likes -----------------

    @Test
    void handleOfSomebodyElseIsNotShown() {
        Identity identity = identity(connect("president.test"));
        assertThat(identity.remoteId()).isEqualTo(FakeServer.DID);
        assertThat(identity.handle()).isEqualTo(FakeServer.DID);
        assertThat(identity.displayName()).isEqualTo(FakeServer.DID);
    }

    @Test
    void handleThatLeadsToTheAccountAndIsNoNameOfItIsNotShown() {
        server.document(FakeServer.DID, "another.test");
        assertThat(identity(connect("alice.test")).handle()).isEqualTo(FakeServer.DID);
    }

    @Test
    void nameOfTheAccountThatLeadsToSomebodyElseIsNotShown() {
        server.document(FakeServer.DID, "bob.test");
        assertThat(identity(connect("bob.test")).handle()).isEqualTo(FakeServer.DID);
    }

    @ParameterizedTest
    @ValueSource(strings = {"alice.trouble", "alice.unknown", "no handle"})
    void handleThatCannotBeHeldAgainstAnythingIsNotShown(String handle) {
        server.document(FakeServer.DID, handle);
        assertThat(identity(connect(handle)).handle()).isEqualTo(FakeServer.DID);
    }

    @Test
    void handlesAreTheSameInSmallAndCapitalLetters() {
        server.document(FakeServer.DID, "Alice.test");
        assertThat(identity(connect("alice.test")).handle()).isEqualTo("@alice.test");
    }

    // ---- Refusals -----------------------------------------------------------------------------

    @Test
    void wrongAppPasswordIsRefusedWithTheWayToANewOne() {
        Violation violation = refusal(connect("alice.test", "wrong-password", null));
        assertThat(violation.field()).isEqualTo("appPassword");
        assertThat(violation.message()).contains("alice.test", "App passwords").doesNotContain("wrong-password");
    }

    @ParameterizedTest
    @CsvSource({
        "two-factors.test, appPassword, app-password",
        "suspended.test, identifier, active",
        "resting.test, identifier, active",
        "odd.test, service, data-server",
    })
    void whatBlueskyObjectsToIsSaidOfItsField(String identifier, String field, String rule) {
        Violation violation = refusal(connect(identifier));
        assertThat(violation.field()).isEqualTo(field);
        assertThat(violation.rule()).isEqualTo(rule);
    }

    @ParameterizedTest
    @ValueSource(strings = {"busy.test", "broken.test"})
    void troubleOfTheServerIsNoFaultOfThePerson(String identifier) {
        assertThat(connect(identifier)).isInstanceOf(NotReached.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "not an address",
                "https://bsky.social/xrpc",
                "https://a@bsky.social",
                "ftp://bsky.social",
                "https://",
                "https://bsky.social?x",
            })
    void serverThatIsNoAddressIsRefused(String service) {
        Violation violation = refusal(connect("alice.test", FakeServer.PASSWORD, service));
        assertThat(violation.field()).isEqualTo("service");
        assertThat(violation.rule()).isEqualTo("address");
    }

    @Test
    void serverThatCannotBeReachedIsNamed() {
        Violation violation = refusal(connect("alice.test", FakeServer.PASSWORD, "http://127.0.0.1:1"));
        assertThat(violation.field()).isEqualTo("service");
        assertThat(violation.message()).contains("http://127.0.0.1:1");
    }

    @Test
    void serverWithinOurOwnNetworkIsNotAskedUnlessAllowed() {
        Violation violation = refusal(connect("alice.test", FakeServer.PASSWORD, "https://10.1.2.3"));
        assertThat(violation.field()).isEqualTo("service");
        assertThat(violation.message()).contains("own network");
    }

    @Test
    void usualServerThatCannotBeReachedIsNoFaultOfThePerson() {
        connector = new BlueskyConnector(
                Fixtures.config(URI.create("http://127.0.0.1:1")),
                Fixtures.client(),
                Fixtures.PROOFS,
                Clock.systemUTC());
        assertThat(connect("alice.test")).isInstanceOf(NotReached.class);
    }

    // ---- Renewing -----------------------------------------------------------------------------

    private Account account(String refreshToken) {
        Account account = Fixtures.account(server.address().toString());
        return account.withGrant(new Grant(Map.of("accessJwt", "old", "refreshJwt", refreshToken), Optional.empty()));
    }

    @Test
    void renewingGivesTwoNewTokens() {
        RefreshOutcome outcome = connector.refresh(account("never-tell-refresh"));
        assertThat(outcome).isInstanceOf(RefreshOutcome.Refreshed.class);
        Grant grant = ((RefreshOutcome.Refreshed) outcome).grant();
        assertThat(grant.secrets())
                .containsEntry("accessJwt", FakeServer.ACCESS)
                .containsEntry("refreshJwt", "next-refresh");
        assertThat(grant.expiresAt()).contains(FakeServer.EXPIRES_AT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"revoked", "deleted", "wrong"})
    void sessionThatWasEndedNeedsItsOwner(String token) {
        assertThat(connector.refresh(account(token))).isInstanceOf(RefreshOutcome.Revoked.class);
    }

    @Test
    void troubleOnTheWayKeepsTheGrant() {
        assertThat(connector.refresh(account("anything"))).isInstanceOf(RefreshOutcome.NotReached.class);
        server.close();
        assertThat(connector.refresh(account("never-tell-refresh"))).isInstanceOf(RefreshOutcome.NotReached.class);
    }

    /** A proxy knows nothing of sessions. */
    @Test
    void pageInPlaceOfAnAnswerKeepsTheGrant() {
        for (String method : new String[] {"refreshSession", "getSession"}) {
            server.proxyAnswers("com.atproto.server." + method, 401, "text/html", "<html>Who is it?</html>");
        }
        assertThat(connector.refresh(account("never-tell-refresh"))).isInstanceOf(RefreshOutcome.NotReached.class);
        assertThat(connector.look(account("never-tell-refresh"))).isInstanceOf(LookOutcome.NotReached.class);
    }

    @Test
    void accountThatNeverSignedInNeedsItsOwner() {
        assertThat(connector.refresh(account("x").withGrant(Grant.none()))).isInstanceOf(RefreshOutcome.Revoked.class);
    }

    @Test
    void disconnectingEndsTheSession() {
        connector.disconnect(account("never-tell-refresh"));
        assertThat(server.calls()).containsExactly("com.atproto.server.deleteSession");
    }
}
