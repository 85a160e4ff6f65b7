package io.carillon.itests.networks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.itests.peers.BlueskyBrowser;
import io.carillon.itests.peers.BlueskyServer;
import io.carillon.itests.peers.BlueskyServer.Account;
import io.carillon.itests.support.CarillonServer;
import io.carillon.itests.support.Client;
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

/**
 * From consent on the pages of Bluesky's own server to posts there, with tokens that are bound to a key and rotate. Carillon is
 * public there: known by the document that it shows, and by the key that it signs with.
 */
class BlueskyConsentIT {

    /** Shorter than any grant that is used without being renewed first. */
    private static final int TOKEN_SECONDS = 60;

    @RegisterExtension
    static final BlueskyServer BLUESKY = new BlueskyServer().tokenSeconds(TOKEN_SECONDS);

    private static final String ADDRESS = "https://bells.carillon.io";

    private static CarillonServer server;
    private static Author author;
    private static BlueskyConsents consents;

    @BeforeAll
    static void start() {
        server = BlueskyNetwork.knownTo(CarillonServer.install("bluesky-consent"), BLUESKY)
                .with("CARILLON_PUBLIC_URL", ADDRESS)
                .configured("io.carillon.publisher.bluesky", "videoService", "")
                .start();
        BLUESKY.finds(ADDRESS, server.address());
        author = Author.of(server);
        consents = new BlueskyConsents(author);
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    private static String status(String account) {
        return author.client()
                .get("/api/v1/accounts/" + account)
                .json(200)
                .path("status")
                .asText();
    }

    @Test
    void documentIsShownToAnybodyAndTellsNoSecret() {
        Answer shown = Client.anonymous(server.address()).get("/oauth/clients/bluesky.json");
        assertThat(shown.header("Content-Type")).isEqualTo("application/json");
        JsonNode document = shown.json(200);
        assertThat(document.path("client_id").asText()).isEqualTo(ADDRESS + "/oauth/clients/bluesky.json");
        assertThat(document.at("/redirect_uris/0").asText()).isEqualTo(ADDRESS + "/oauth/callback");
        assertThat(document.path("token_endpoint_auth_method").asText()).isEqualTo("private_key_jwt");
        assertThat(document.at("/jwks/keys")).singleElement().satisfies(key -> {
            assertThat(key.path("crv").asText()).isEqualTo("P-256");
            assertThat(key.has("d")).as("the private half").isFalse();
        });
        assertThat(Client.anonymous(server.address())
                        .get("/oauth/clients/bluesky.json")
                        .json(200))
                .as("the key stays")
                .isEqualTo(document);
        assertThat(Client.anonymous(server.address())
                        .get("/oauth/clients/mastodon.json")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void consentPublishesWithBoundTokensThatRotate() {
        Account alice = BLUESKY.createAccount("alice.test", "alice-password");
        JsonNode connected = consents.gives(alice, Map.of("identifier", "@alice.test"));
        assertThat(connected.path("status").asText()).isEqualTo("CONNECTED");
        String account = connected.path("id").asText();

        long before = BLUESKY.answeredAt("/oauth/token");
        Map<String, String> picture = author.upload("a.png", Pictures.plain("png", 400, 300), "Orange");
        Map<String, Object> post = new LinkedHashMap<>(Author.post(account, "Ding", "media", List.of(picture)));
        post.put("thread", List.of(Map.of("text", "Dong")));
        author.await(author.publish(post), "PUBLISHED");
        Map<String, String> film = author.upload("a.mp4", Films.mp4(320, 200, 2), "Bells");
        author.await(author.publish(Author.post(account, "Again", "media", List.of(film))), "PUBLISHED");
        Waiting.await("the thread", () -> BLUESKY.texts(alice.did()).contains("Dong"));

        assertThat(BLUESKY.texts(alice.did())).containsExactlyInAnyOrder("Ding", "Dong", "Again");
        assertThat(BLUESKY.posts(alice.did()))
                .extracting(shown -> shown.at("/value/embed/$type").asText())
                .containsExactlyInAnyOrder("app.bsky.embed.images", "", "app.bsky.embed.video");
        assertThat(BLUESKY.answeredAt("/oauth/token") - before)
                .as("a refresh token counts once: using the first one twice would have ended the session")
                .isGreaterThanOrEqualTo(2);
        assertThat(status(account)).isEqualTo("CONNECTED");
    }

    @Test
    void whoDeniesIsNotConnected() {
        BLUESKY.createAccount("nay.test", "nay-password");
        Answer page = consents.land(new BlueskyBrowser().denies(consents.begin(Map.of("service", BLUESKY.url()))));
        assertThat(page.status()).as(page.text()).isEqualTo(403);
        assertThat(author.client().get("/api/v1/accounts").text()).doesNotContain("@nay.test");
    }

    @Test
    void somebodyElseThanWasEnteredIsNotConnected() {
        BLUESKY.createAccount("carol.test", "carol-password");
        Account other = BLUESKY.createAccount("dave.test", "dave-password");
        URI back = new BlueskyBrowser().allows(other, consents.begin(Map.of("identifier", "carol.test")));
        Answer page = consents.land(back);
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
        assertThat(consents.gives(both, Map.of()).path("id").asText()).isEqualTo(account);
        author.await(author.publish(Author.post(account, "By consent")), "PUBLISHED");
    }

    @Test
    void consentThatWasGivenBackNeedsItsOwner() {
        Account erin = BLUESKY.createAccount("erin.test", "erin-password");
        String account = consents.gives(erin, Map.of()).path("id").asText();
        BLUESKY.revokeConsents(erin);
        String post = author.publish(Author.post(account, "Later"));
        author.await(post, "WAITING");
        assertThat(status(account)).isEqualTo("NEEDS_RECONNECT");
        assertThat(BLUESKY.texts(erin.did())).isEmpty();

        assertThat(consents.gives(erin, Map.of()).path("id").asText()).isEqualTo(account);
        author.await(post, "PUBLISHED");
        assertThat(BLUESKY.texts(erin.did())).containsExactly("Later");
    }

    @Test
    void accountThatIsDeletedAtItsServerNeedsItsOwner() {
        Account gone = BLUESKY.createAccount("gone.test", "gone-password");
        String account = consents.gives(gone, Map.of()).path("id").asText();
        author.await(author.publish(Author.post(account, "Here")), "PUBLISHED");
        BLUESKY.deleteAccount(gone);
        String post = author.publish(Author.post(account, "Anybody there?"));
        author.await(post, "WAITING");
        assertThat(status(account)).isEqualTo("NEEDS_RECONNECT");
    }
}
