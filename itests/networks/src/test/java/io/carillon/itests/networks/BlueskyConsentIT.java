package io.carillon.itests.networks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.itests.peers.BlueskyBrowser;
import io.carillon.itests.peers.BlueskyServer;
import io.carillon.itests.peers.BlueskyServer.Account;
import io.carillon.itests.support.CarillonServer;
import io.carillon.itests.support.Client.Answer;
import io.carillon.itests.support.Waiting;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** From consent on the pages of Bluesky's own server to posts there, with tokens that are bound to a key and rotate. */
class BlueskyConsentIT {

    /** Shorter than any grant that is used without being renewed first. */
    private static final int TOKEN_SECONDS = 60;

    @RegisterExtension
    static final BlueskyServer BLUESKY = new BlueskyServer().tokenSeconds(TOKEN_SECONDS);

    private static CarillonServer server;
    private static Author author;

    @BeforeAll
    static void start() {
        server = CarillonServer.install("bluesky-consent")
                .with("CARILLON_ALLOWED_HOSTS", BLUESKY.host() + "," + BLUESKY.directoryHost())
                .configured("io.carillon.publisher.bluesky", "service", BLUESKY.url())
                .configured("io.carillon.publisher.bluesky", "directory", BLUESKY.directoryUrl())
                .start();
        author = Author.of(server);
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    private static URI begin(Map<String, String> settings) {
        JsonNode begun = author.client()
                .post("/api/v1/accounts/connect", Map.of("platform", "bluesky", "settings", settings))
                .json(200);
        return URI.create(begun.path("authorizationUrl").asText());
    }

    private static Answer land(URI back) {
        return author.client().get(back.getRawPath() + "?" + back.getRawQuery());
    }

    /** Somebody allows it and adds whom Carillon found. */
    private static JsonNode connect(Account owner, Map<String, String> settings) {
        Answer landed = land(new BlueskyBrowser().allows(owner, begin(settings)));
        assertThat(landed.status()).as(landed.text()).isEqualTo(303);
        String choice = "/api/v1/accounts/connect/" + landed.header("Location").replaceAll(".*state=", "");
        JsonNode identity =
                author.client().get(choice).json(200).path("identities").path(0);
        assertThat(identity.path("handle").asText()).isEqualTo("@" + owner.handle());
        assertThat(identity.at("/permissions/confirmed").asBoolean()).isTrue();
        return author.client()
                .post(choice, Map.of("identities", List.of(identity.path("id").asText())))
                .json(200)
                .path("items")
                .path(0);
    }

    private static String status(String account) {
        return author.client()
                .get("/api/v1/accounts/" + account)
                .json(200)
                .path("status")
                .asText();
    }

    @Test
    void consentPublishesWithBoundTokensThatRotate() {
        Account alice = BLUESKY.createAccount("alice.test", "alice-password");
        JsonNode connected = connect(alice, Map.of("identifier", "@alice.test"));
        assertThat(connected.path("status").asText()).isEqualTo("CONNECTED");
        String account = connected.path("id").asText();

        long before = BLUESKY.answeredAt("/oauth/token");
        Map<String, String> picture = author.upload("a.png", Pictures.plain("png", 400, 300), "Orange");
        Map<String, Object> post = new LinkedHashMap<>(Author.post(account, "Ding", "media", List.of(picture)));
        post.put("thread", List.of(Map.of("text", "Dong")));
        author.await(author.publish(post), "PUBLISHED");
        author.await(author.publish(Author.post(account, "Again")), "PUBLISHED");
        Waiting.await("the thread", () -> BLUESKY.texts(alice.did()).contains("Dong"));

        assertThat(BLUESKY.texts(alice.did())).containsExactlyInAnyOrder("Ding", "Dong", "Again");
        assertThat(BLUESKY.answeredAt("/oauth/token") - before)
                .as("a refresh token counts once: using the first one twice would have ended the session")
                .isGreaterThanOrEqualTo(2);
        assertThat(status(account)).isEqualTo("CONNECTED");
    }

    @Test
    void whoDeniesIsNotConnected() {
        BLUESKY.createAccount("nay.test", "nay-password");
        Answer page = land(new BlueskyBrowser().denies(begin(Map.of("service", BLUESKY.url()))));
        assertThat(page.status()).as(page.text()).isEqualTo(403);
        assertThat(author.client().get("/api/v1/accounts").text()).doesNotContain("@nay.test");
    }

    @Test
    void somebodyElseThanWasEnteredIsNotConnected() {
        BLUESKY.createAccount("carol.test", "carol-password");
        Account other = BLUESKY.createAccount("dave.test", "dave-password");
        URI back = new BlueskyBrowser().allows(other, begin(Map.of("identifier", "carol.test")));
        Answer page = land(back);
        assertThat(page.status()).as(page.text()).isBetween(400, 499);
        assertThat(page.text()).contains("Somebody else than carol.test");
        assertThat(author.client().get("/api/v1/accounts").text()).doesNotContain("@dave.test");
    }

    @Test
    void sameAccountByAppPasswordAndByConsentIsOneAccount() {
        Account both = BLUESKY.createAccount("both.test", "both-password");
        String account = author.connect(BLUESKY, both);
        assertThat(author.client()
                        .get("/api/v1/accounts/" + account)
                        .json(200)
                        .at("/permissions/confirmed")
                        .asBoolean())
                .isTrue();
        assertThat(connect(both, Map.of()).path("id").asText()).isEqualTo(account);
        author.await(author.publish(Author.post(account, "By consent")), "PUBLISHED");
    }

    @Test
    void consentThatWasGivenBackNeedsItsOwner() {
        Account erin = BLUESKY.createAccount("erin.test", "erin-password");
        String account = connect(erin, Map.of()).path("id").asText();
        BLUESKY.revokeConsents(erin);
        String post = author.publish(Author.post(account, "Later"));
        author.await(post, "WAITING");
        assertThat(status(account)).isEqualTo("NEEDS_RECONNECT");
        assertThat(BLUESKY.texts(erin.did())).isEmpty();

        assertThat(connect(erin, Map.of()).path("id").asText()).isEqualTo(account);
        author.await(post, "PUBLISHED");
        assertThat(BLUESKY.texts(erin.did())).containsExactly("Later");
    }
}
