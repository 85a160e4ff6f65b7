package io.carillon.itests.networks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.carillon.itests.networks.Author.Scheduled;
import io.carillon.itests.peers.BlueskyClient;
import io.carillon.itests.peers.BlueskyClient.Segment;
import io.carillon.itests.peers.BlueskyServer;
import io.carillon.itests.peers.BlueskyServer.Account;
import io.carillon.itests.support.CarillonServer;
import io.carillon.itests.support.Waiting;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** All kinds of posts, scheduled for one instant, are on Bluesky's own server as they were written, and not before. */
class BlueskyPostsIT {

    @RegisterExtension
    static final BlueskyServer BLUESKY = new BlueskyServer();

    private static final String TITLE = "Die rote Tür";
    private static final String DESCRIPTION = "Offen ab neun.";
    private static final byte[] CARD_PICTURE = Pictures.plain("png", 600, 314);
    private static final List<byte[]> PICTURES = List.of(
            CarillonServer.resource("red-door.jpg"),
            Pictures.plain("png", 400, 300),
            Pictures.plain("png", 200, 500),
            Pictures.plain("jpg", 320, 320));
    private static final List<String> ALT_TEXTS = List.of("A red door", "Orange", "Ein hohes Bild 🖼️", "");

    private static WebSite site;
    private static CarillonServer server;
    private static Author author;
    private static Account bob;
    private static Instant due;
    private static List<String> posts;
    private static String mentioned;

    @BeforeAll
    static void publishEverythingAtOneInstant() {
        site = WebSite.start(TITLE, DESCRIPTION, CARD_PICTURE);
        server = BlueskyNetwork.knownTo(CarillonServer.install("bluesky-posts"), BLUESKY, site.host())
                .start();
        mentioned = BLUESKY.createAccount("alice.test", "alice-password").did();
        bob = BLUESKY.createAccount("bob.test", "bob-password");
        author = Author.of(server);
        String account = author.connect(BLUESKY, bob);
        Scheduled scheduled = author.schedule(List.of(
                Author.post(
                        account,
                        "Grüße aus Zürich 👍🏽👩🏿‍🚀 von @alice.test: https://example.com/t%C3%BCr?x=1 und mehr.",
                        "hashtags",
                        List.of("#größe", "#launch")),
                Author.post(account, "Vier Bilder", "media", media(author)),
                Author.post(account, "Eine Seite", "link", site.address("/page")),
                Author.post(account, "Eins", "thread", List.of(Map.of("text", "Zwei"), Map.of("text", "Drei")))));
        posts = scheduled.posts();
        due = scheduled.due();

        Instant seen = whenTheFirstIsSeen();
        posts.forEach(post -> author.await(post, "PUBLISHED"));
        assertThat(seen).isAfterOrEqualTo(due);
    }

    private static List<Map<String, String>> media(Author author) {
        List<Map<String, String>> media = new ArrayList<>();
        for (int i = 0; i < PICTURES.size(); i++) {
            media.add(author.upload("picture-" + i, PICTURES.get(i), ALT_TEXTS.get(i)));
        }
        return media;
    }

    /** Looks without a pause; the clock is read after the look, so a post that is seen was there by then. */
    private static Instant whenTheFirstIsSeen() {
        Instant deadline = due.plusSeconds(30);
        boolean seen;
        Instant now;
        do {
            seen = !BLUESKY.posts(bob.did()).isEmpty();
            now = Instant.now();
        } while (!seen && now.isBefore(deadline));
        assertThat(seen).as("anything published until %s", deadline).isTrue();
        return now;
    }

    @AfterAll
    static void stopServers() {
        server.close();
        site.close();
    }

    @Test
    void howLateEachWasIsKnownAndNoneWasEarly() {
        author = Author.of(server);
        for (String post : posts) {
            JsonNode delivery = author.delivery(post);
            // How late is for a benchmark to say, on a machine that does nothing else; early would be wrong anywhere.
            System.out.println("BlueskyPostsIT: late by "
                    + delivery.path("latenessMs").asText("?") + " ms: "
                    + delivery.path("remoteId").asText());
            assertThat(delivery.path("latenessMs").isNumber()).isTrue();
            assertThat(delivery.path("latenessMs").asDouble()).isNotNegative();
            assertThat(Instant.parse(delivery.path("publishedAt").asText())).isAfterOrEqualTo(due);
        }
    }

    @Test
    void deliveriesLeadToTheirRecords() {
        author = Author.of(server);
        for (String post : posts) {
            JsonNode delivery = author.delivery(post);
            JsonNode record = BLUESKY.record(delivery.path("remoteId").asText());
            String uri = record.path("uri").asText();
            assertThat(delivery.path("permalink").asText())
                    .isEqualTo("https://bsky.app/profile/" + bob.did() + "/post/"
                            + uri.substring(uri.lastIndexOf('/') + 1));
            assertThat(Instant.parse(record.path("value").path("createdAt").asText()))
                    .isEqualTo(due);
        }
    }

    @Test
    void textIsAsItWasWrittenAndLeadsWhereItShould() {
        JsonNode record = starting("Grüße");
        assertThat(record.path("text").asText())
                .isEqualTo("Grüße aus Zürich 👍🏽👩🏿‍🚀 von @alice.test: https://example.com/t%C3%BCr?x=1 und mehr."
                        + "\n\n#größe #launch");
        assertThat(coveredByFacets(record))
                .containsExactly("@alice.test", "https://example.com/t%C3%BCr?x=1", "#größe", "#launch");
        // And as an app reads it.
        assertThat(BlueskyClient.read(record))
                .containsExactly(
                        Segment.plain("Grüße aus Zürich 👍🏽👩🏿‍🚀 von "),
                        Segment.mention("@alice.test", mentioned),
                        Segment.plain(": "),
                        Segment.link("https://example.com/t%C3%BCr?x=1", "https://example.com/t%C3%BCr?x=1"),
                        Segment.plain(" und mehr.\n\n"),
                        Segment.tag("#größe", "größe"),
                        Segment.plain(" "),
                        Segment.tag("#launch", "launch"));
    }

    private static List<String> coveredByFacets(JsonNode record) {
        byte[] text = record.path("text").asText().getBytes(UTF_8);
        List<String> covered = new ArrayList<>();
        for (JsonNode facet : record.path("facets")) {
            int start = facet.path("index").path("byteStart").asInt();
            int end = facet.path("index").path("byteEnd").asInt();
            covered.add(new String(Arrays.copyOfRange(text, start, end), UTF_8));
        }
        return covered;
    }

    @Test
    void picturesAreTheUploadedBytesWithTheirAltTextsAndShapes() {
        JsonNode embed = starting("Vier Bilder").path("embed");
        assertThat(embed.path("$type").asText()).isEqualTo("app.bsky.embed.images");
        assertThat(embed.path("images")).hasSize(PICTURES.size());
        for (int i = 0; i < PICTURES.size(); i++) {
            JsonNode shown = embed.path("images").get(i);
            assertThat(BLUESKY.blob(bob.did(), shown.path("image"))).isEqualTo(PICTURES.get(i));
            assertThat(shown.path("alt").asText()).isEqualTo(ALT_TEXTS.get(i));
            assertThat(shown.path("aspectRatio").path("width").asInt())
                    .isEqualTo(Pictures.read(PICTURES.get(i)).getWidth());
            assertThat(shown.path("aspectRatio").path("height").asInt())
                    .isEqualTo(Pictures.read(PICTURES.get(i)).getHeight());
        }
    }

    @Test
    void linkCardShowsWhatThePageSaysOfItself() {
        JsonNode embed = starting("Eine Seite").path("embed");
        assertThat(embed.path("$type").asText()).isEqualTo("app.bsky.embed.external");
        JsonNode card = embed.path("external");
        assertThat(card.path("uri").asText()).isEqualTo(site.address("/page"));
        assertThat(card.path("title").asText()).isEqualTo(TITLE);
        assertThat(card.path("description").asText()).isEqualTo(DESCRIPTION);
        assertThat(BLUESKY.blob(bob.did(), card.path("thumb"))).isEqualTo(CARD_PICTURE);
    }

    @Test
    void threadIsInOrder() {
        // Its parts follow the first post, which is what a delivery promises at its instant.
        Waiting.await(
                "the whole thread to be there", () -> BLUESKY.posts(bob.did()).size() == posts.size() + 2);
        JsonNode one = recordStarting("Eins");
        JsonNode two = recordStarting("Zwei");
        JsonNode three = recordStarting("Drei");
        assertThat(one.path("value").has("reply")).isFalse();
        assertThat(two.path("value").path("reply").path("root")).isEqualTo(reference(one));
        assertThat(two.path("value").path("reply").path("parent")).isEqualTo(reference(one));
        assertThat(three.path("value").path("reply").path("root")).isEqualTo(reference(one));
        assertThat(three.path("value").path("reply").path("parent")).isEqualTo(reference(two));
    }

    private static JsonNode reference(JsonNode record) {
        return ((ObjectNode) record.deepCopy()).retain("uri", "cid");
    }

    private static JsonNode starting(String text) {
        return recordStarting(text).path("value");
    }

    private static JsonNode recordStarting(String text) {
        List<JsonNode> found = BLUESKY.posts(bob.did()).stream()
                .filter(record -> record.path("value").path("text").asText().startsWith(text))
                .toList();
        assertThat(found).as("records that start with %s", text).hasSize(1);
        return found.get(0);
    }

    /** On one's own machine, without a public address, servers know Carillon as a client for development. */
    @Test
    void consentCanBeGivenOnOnesOwnMachine() {
        Account carol = BLUESKY.createAccount("carol.test", "carol-password");
        String account = new BlueskyConsents(author)
                .gives(carol, Map.of("identifier", "carol.test"))
                .path("id")
                .asText();
        author.await(author.publish(Author.post(account, "From home")), "PUBLISHED");
        assertThat(BLUESKY.texts(carol.did())).containsExactly("From home");
        assertThat(author.client().get("/oauth/clients/bluesky.json").status())
                .as("there is no address to show a document at")
                .isEqualTo(404);
    }
}
