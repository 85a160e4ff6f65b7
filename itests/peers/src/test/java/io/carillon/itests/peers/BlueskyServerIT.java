package io.carillon.itests.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.itests.peers.BlueskyClient.Segment;
import io.carillon.itests.peers.BlueskyServer.Account;
import java.io.UncheckedIOException;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Bluesky's own server is one for our tests: it keeps what it is given, says no, dies and comes back. */
class BlueskyServerIT {

    @RegisterExtension
    static final BlueskyServer BLUESKY = new BlueskyServer();

    private static Xrpc xrpc;

    @BeforeAll
    static void makeClient() {
        xrpc = new Xrpc(BLUESKY.url());
    }

    @Test
    void keepsWhatWasPostedThroughAKill() {
        Account alice = BLUESKY.createAccount("alice.test", "alice-password");
        String uri = post(alice, signIn(alice), "Zürich 👍🏽 #tag");

        BLUESKY.kill();
        assertThatThrownBy(() -> BLUESKY.record(uri)).isInstanceOf(UncheckedIOException.class);
        BLUESKY.start();

        assertThat(BLUESKY.record(uri).path("value").path("text").asText()).isEqualTo("Zürich 👍🏽 #tag");
        assertThat(BLUESKY.posts(alice.did())).hasSize(1);
    }

    @Test
    void listsMorePostsThanOnePageHoldsOldestFirst() {
        Account bob = BLUESKY.createAccount("bob.test", "bob-password");
        String token = signIn(bob);
        for (int i = 0; i < 101; i++) {
            post(bob, token, "post " + i);
        }
        assertThat(BLUESKY.posts(bob.did()))
                .extracting(post -> post.path("value").path("text").asText())
                .hasSize(101)
                .startsWith("post 0", "post 1")
                .endsWith("post 100");
    }

    @Test
    void appPasswordSignsInUntilItIsRevoked() {
        Account carol = BLUESKY.createAccount("carol.test", "carol-password");
        Account app = new Account(carol.did(), carol.handle(), BLUESKY.createAppPassword(carol, "carillon"));
        post(app, signIn(app), "by the app");

        BLUESKY.revokeAppPassword(carol, "carillon");

        assertThatThrownBy(() -> signIn(app)).hasMessageContaining("401");
        assertThat(BLUESKY.posts(carol.did())).hasSize(1);
    }

    @Test
    void itsClientLibraryReadsFacets() throws Exception {
        JsonNode record = NodePackage.JSON.readTree("""
                {"$type": "app.bsky.feed.post", "text": "Tür 🚪 #auf", "createdAt": "2026-02-10T09:00:00.000Z",
                 "facets": [{"index": {"byteStart": 10, "byteEnd": 14},
                             "features": [{"$type": "app.bsky.richtext.facet#tag", "tag": "auf"}]}]}
                """);
        assertThat(BlueskyClient.read(record)).containsExactly(Segment.plain("Tür 🚪 "), Segment.tag("#auf", "auf"));
        assertThatThrownBy(() -> BlueskyClient.read(NodePackage.JSON.createObjectNode()))
                .hasMessageContaining("text");
    }

    private static String signIn(Account account) {
        return xrpc.procedure(
                        "com.atproto.server.createSession",
                        Map.of("identifier", account.handle(), "password", account.password()),
                        null)
                .path("accessJwt")
                .asText();
    }

    private static String post(Account account, String token, String text) {
        return xrpc.procedure(
                        "com.atproto.repo.createRecord",
                        Map.of(
                                "repo", account.did(),
                                "collection", "app.bsky.feed.post",
                                "record",
                                        Map.of(
                                                "$type", "app.bsky.feed.post",
                                                "text", text,
                                                "createdAt", "2026-02-10T09:00:00.000Z")),
                        token)
                .path("uri")
                .asText();
    }
}
