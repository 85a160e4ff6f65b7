package io.carillon.itests.networks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.itests.peers.BlueskyServer;
import io.carillon.itests.peers.BlueskyServer.Account;
import io.carillon.itests.support.CarillonServer;
import io.carillon.itests.support.Client.Answer;
import io.carillon.itests.support.Waiting;
import java.awt.image.BufferedImage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a person gets wrong is refused with a clear problem, or goes out in the way that is documented. */
class BlueskyBadInputIT {

    @RegisterExtension
    static final BlueskyServer BLUESKY = new BlueskyServer();

    private static final int MAX_IMAGE_BYTES = 1_000_000;

    private static CarillonServer server;
    private static Author author;
    private static Account alice;
    private static String account;
    private static int nowhere;

    @BeforeAll
    static void startServer() {
        nowhere = Waiting.freePort();
        server = BlueskyNetwork.knownTo(CarillonServer.install("bluesky-bad-input"), BLUESKY, "127.0.0.1:" + nowhere)
                .start();
        author = Author.of(server);
        alice = BLUESKY.createAccount("alice.test", "alice-password");
    }

    /** A session may have been ended by the test before. */
    @BeforeEach
    void connect() {
        account = author.connect(BLUESKY, alice);
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @Test
    void wrongAppPassword() {
        notConnected(author.connect(BLUESKY.url(), alice.handle(), "aaaa-bbbb-cccc-dddd"), "appPassword");
        notConnected(author.connect(BLUESKY.url(), "nobody.test", "aaaa-bbbb-cccc-dddd"), "appPassword");
    }

    @Test
    void wrongServer() {
        notConnected(author.connect("http://127.0.0.1:" + nowhere, alice.handle(), "aaaa-bbbb-cccc-dddd"), "service");
        notConnected(author.connect("http://10.0.0.1", alice.handle(), "aaaa-bbbb-cccc-dddd"), "service");
        notConnected(author.connect("not an address", alice.handle(), "aaaa-bbbb-cccc-dddd"), "service");
    }

    private static void notConnected(Answer answer, String setting) {
        JsonNode error = Author.refusal(answer, 422);
        assertThat(error.path("field").asText()).isEqualTo("settings." + setting);
        assertThat(answer.text()).doesNotContain("aaaa-bbbb-cccc-dddd");
    }

    @Test
    void sessionThatTheServerEnded() {
        Account carol = BLUESKY.createAccount("carol.test", "carol-password");
        String connected = author.connect(BLUESKY, carol);
        BLUESKY.kill();
        BLUESKY.with("jwtSecret", "what was signed before is worth nothing").start();
        waitsForReconnecting(carol, connected);
    }

    @Test
    void revokedAppPassword() {
        Account dave = BLUESKY.createAccount("dave.test", "dave-password");
        String connected = connectedTwoHoursAgo(dave);
        BLUESKY.revokeAppPassword(dave, "carillon");
        waitsForReconnecting(dave, connected);
    }

    @Test
    void sessionOfTwoHoursAgoIsRenewed() {
        Account erin = BLUESKY.createAccount("erin.test", "erin-password");
        String connected = connectedTwoHoursAgo(erin);
        long before = BLUESKY.answered("com.atproto.server.refreshSession");
        author.await(author.publish(Author.post(connected, "In time")), "PUBLISHED");
        assertThat(BLUESKY.posts(erin.did())).hasSize(1);
        assertThat(BLUESKY.answered("com.atproto.server.refreshSession")).isGreaterThan(before);
    }

    /** An access token is good for two hours; until then an app password that was revoked still serves. */
    private static String connectedTwoHoursAgo(Account account) {
        BLUESKY.kill();
        BLUESKY.minutesAhead(-119).start();
        String password = BLUESKY.createAppPassword(account, "carillon");
        String connected = author.connect(BLUESKY.url(), account.handle(), password)
                .json(201)
                .path("id")
                .asText();
        BLUESKY.kill();
        BLUESKY.minutesAhead(0).start();
        return connected;
    }

    private static void waitsForReconnecting(Account owner, String connected) {
        String post = author.publish(Author.post(connected, "Too late"));
        JsonNode delivery = author.await(post, "WAITING");
        assertThat(delivery.path("waitReason").asText()).isEqualTo("ACCOUNT_NEEDS_RECONNECT");
        assertThat(delivery.path("problem").path("detail").asText()).isNotBlank();
        JsonNode shown = author.client().get("/api/v1/accounts/" + connected).json(200);
        assertThat(shown.path("status").asText()).isEqualTo("NEEDS_RECONNECT");
        assertThat(BLUESKY.posts(owner.did())).isEmpty();

        assertThat(author.connect(BLUESKY, owner)).isEqualTo(connected);
        author.await(post, "PUBLISHED");
        assertThat(BLUESKY.posts(owner.did())).hasSize(1);
    }

    @Test
    void textOfMoreThan300Graphemes() {
        String inLength = "👍🏽".repeat(300);
        String post = author.publish(Author.post(account, inLength));
        assertThat(recordOf(post).path("text").asText()).isEqualTo(inLength);

        JsonNode error = notScheduled(Author.post(account, inLength + "!"));
        assertThat(error.path("field").asText()).isEqualTo("caption");
        assertThat(error.path("limit").asText()).isEqualTo("300");
        assertThat(error.path("actual").asText()).isEqualTo("301");
    }

    @Test
    void fiveImages() {
        List<Map<String, String>> media = new ArrayList<>();
        for (int i = 1; i <= 5; i++) {
            media.add(author.upload("picture-" + i + ".png", Pictures.plain("png", 10 * i, 10), ""));
        }
        JsonNode error = notScheduled(Author.post(account, "Five", "media", media));
        assertThat(error.path("field").asText()).startsWith("media");
        assertThat(error.path("limit").asText()).isEqualTo("4");
        assertThat(error.path("actual").asText()).isEqualTo("5");
    }

    private static JsonNode notScheduled(Map<String, Object> body) {
        return Author.refusal(author.schedule(author.draft(body), Instant.now().plusSeconds(3600)), 422);
    }

    @Test
    void imageThatIsTooLargeIsEncodedAnewToFit() {
        byte[] large = Pictures.noise("png", 1200, 900);
        assertThat(large).hasSizeGreaterThan(3_000_000);
        String post = author.publish(
                Author.post(account, "Large", "media", List.of(author.upload("large.png", large, "Noise in orange"))));

        JsonNode shown = recordOf(post).path("embed").path("images").path(0);
        byte[] blob = BLUESKY.blob(alice.did(), shown.path("image"));
        BufferedImage image = Pictures.read(blob);
        assertThat(blob).hasSizeLessThanOrEqualTo(MAX_IMAGE_BYTES);
        assertThat(shown.path("alt").asText()).isEqualTo("Noise in orange");
        assertThat(image.getWidth() / (double) image.getHeight()).isCloseTo(1200 / 900.0, within(0.01));
        assertThat(shown.path("aspectRatio").path("width").asInt()).isEqualTo(image.getWidth());
        assertThat(shown.path("aspectRatio").path("height").asInt()).isEqualTo(image.getHeight());
    }

    @Test
    void textFileThatIsCalledAnImage() {
        JsonNode error = Author.refusal(
                author.client().upload("photo.png", "image/png", "Not an image at all.".getBytes(UTF_8)), 422);
        assertThat(error.path("field").asText()).isEqualTo("file");
    }

    @Test
    void mentionOfNobodyIsPlainText() {
        JsonNode record = recordOf(author.publish(Author.post(account, "Hello @nobody.test, @" + alice.handle())));
        assertThat(record.path("text").asText()).isEqualTo("Hello @nobody.test, @" + alice.handle());
        assertThat(record.path("facets")).hasSize(1);
        assertThat(record.path("facets")
                        .get(0)
                        .path("features")
                        .get(0)
                        .path("did")
                        .asText())
                .isEqualTo(alice.did());
    }

    @Test
    void cardOfAPageThatIsNotThereShowsItsAddress() {
        String link = "http://127.0.0.1:" + nowhere + "/gone";
        JsonNode record = recordOf(author.publish(Author.post(account, "A dead link", "link", link)));
        JsonNode card = record.path("embed").path("external");
        assertThat(card.path("uri").asText()).isEqualTo(link);
        assertThat(card.path("title").asText()).isNotBlank();
        assertThat(card.has("thumb")).isFalse();
    }

    /** What is on the network of a post, once it is there. */
    private static JsonNode recordOf(String post) {
        String uri = author.await(post, "PUBLISHED").path("remoteId").asText();
        return BLUESKY.record(uri).path("value");
    }
}
