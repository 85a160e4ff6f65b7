package io.carillon.itests.simulators.mastodon;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.itests.peers.NodePeer;
import io.carillon.itests.simulators.receipt.Receipt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The npm library {@code masto} works with the simulator as it does with Mastodon: it was not changed for that. */
class MastoIT {

    private static MastodonSimulator mastodon;
    private static User alice;
    private static JsonNode told;

    @BeforeAll
    static void aDayWithMasto() throws IOException {
        mastodon = MastodonSimulator.start();
        alice = mastodon.createUser("alice");
        Path log = Path.of("target", "masto.log").toAbsolutePath();
        Files.createDirectories(log.getParent());
        try (NodePeer peer = NodePeer.start(
                "mastodon", "masto.mjs", log, Map.of("url", mastodon.url().toString(), "user", "alice"))) {
            told = peer.ready();
        }
    }

    @AfterAll
    static void stop() {
        if (mastodon != null) {
            mastodon.close();
        }
    }

    @Test
    void consentIsGivenOnceForOneTokenToWhoAskedForIt() {
        JsonNode consent = told.path("consent");
        assertThat(consent.path("denied").asText()).isEqualTo("access_denied");
        assertThat(consent.path("state").asText()).isEqualTo("st&te");
        assertThat(consent.path("scope").asText()).isEqualTo("read write");
        assertThat(consent.path("tokenType").asText()).isEqualTo("Bearer");
        refused(consent.path("codeTwice"), 400, "invalid_grant");
        refused(consent.path("wrongVerifier"), 400, "invalid_grant");
        refused(consent.path("wrongSecret"), 401, "invalid_client");
    }

    @Test
    void accountAndLimitsAreTold() {
        assertThat(told.at("/me/id").asText()).isEqualTo(alice.id());
        assertThat(told.at("/me/acct").asText()).isEqualTo("alice");
        assertThat(told.at("/limits/characters").asInt()).isEqualTo(500);
        assertThat(told.at("/limits/perUrl").asInt()).isEqualTo(23);
        assertThat(told.at("/limits/media").asInt()).isEqualTo(4);
    }

    @Test
    void picturesAreReadyAtOnceAndFilmsLater() {
        assertThat(told.at("/image/url").asText()).startsWith(mastodon.url().toString());
        assertThat(told.at("/film/type").asText()).isEqualTo("video");
        assertThat(told.at("/film/url").isNull()).isTrue();
        assertThat(told.at("/converted/url").asText()).startsWith(mastodon.url().toString());
        refused(told.at("/refused/early"), 422, "not finished processing");
    }

    @Test
    void oneKeyMakesOneStatus() {
        assertThat(told.path("again").asText()).isEqualTo(told.at("/first/id").asText());
        assertThat(mastodon.receipts().of("status").stream()
                        .filter(it -> it.detail().path("text").asText().startsWith("Hello")))
                .hasSize(1);
        assertThat(told.at("/first/visibility").asText()).isEqualTo("unlisted");
        assertThat(told.at("/first/alt").asText()).isEqualTo("A very red dot");
        assertThat(told.at("/first/content").asText())
                .contains("<a href=\"https://example.com/\"", "#<span>masto</span>", "</p><p>Second</p>");
    }

    @Test
    void repliesPollsEditsFavouritesAndSharesAreKept() {
        assertThat(told.at("/reply/parent").asText())
                .isEqualTo(told.at("/first/id").asText());
        assertThat(told.at("/reply/spoiler").asText()).isEqualTo("Careful");
        assertThat(told.at("/reply/sensitive").asBoolean()).isTrue();
        assertThat(told.path("poll").toString()).isEqualTo("[\"This\",\"That\"]");
        assertThat(told.at("/edited/at").asText()).isNotEmpty();
        assertThat(told.at("/edited/text").asText()).isEqualTo("A better reply");
        assertThat(told.at("/seen/favourites").asInt()).isEqualTo(1);
        assertThat(told.at("/seen/reblogs").asInt()).isEqualTo(1);
        assertThat(told.at("/seen/replies").asInt()).isEqualTo(1);
    }

    @Test
    void statusesAreListedNewestFirstPageByPage() {
        assertThat(told.path("page")).hasSize(2);
        assertThat(told.path("several")).hasSize(3);
        assertThat(told.at("/several/2").asText())
                .isEqualTo(told.at("/first/id").asText());
    }

    @Test
    void whatIsDeletedIsGoneAndItsTextIsTold() {
        assertThat(told.path("removed").asText()).isEqualTo("Which?");
        refused(told.at("/refused/gone"), 404, "Record not found");
        assertThat(mastodon.receipts().all().stream().map(Receipt::kind)).contains("status", "edit", "delete");
    }

    @Test
    void limitsAreKeptInTheServersWords() {
        refused(told.at("/refused/blank"), 422, "Validation failed: Text can't be blank");
        refused(told.at("/refused/long"), 422, "Validation failed: Text character limit of 500 exceeded");
        refused(told.at("/refused/longWithUrl"), 422, "character limit");
        refused(told.at("/refused/mixed"), 422, "video");
        refused(told.at("/refused/attachedTwice"), 422, "already attached");
        refused(told.at("/refused/fiveFiles"), 422, "4 files");
        refused(told.at("/refused/altText"), 422, "1500");
        refused(told.at("/refused/wrongType"), 422, "content type");
        refused(told.at("/refused/noParent"), 404, "reply");
        refused(told.at("/refused/wrongVisibility"), 422, "visibility");
        refused(told.at("/refused/pollOfOne"), 422, "more than one");
        assertThat(told.path("fits"))
                .as("addresses count 23, mentions without their server")
                .hasSize(2);
    }

    @Test
    void tokensThatAreWrongOrRevokedAreRefused() {
        refused(told.at("/refused/noToken"), 401, "The access token is invalid");
        refused(told.path("revoked"), 401, "The access token was revoked");
    }

    private static void refused(JsonNode refusal, int status, String text) {
        assertThat(refusal.path("status").asInt()).as(refusal.toString()).isEqualTo(status);
        assertThat(refusal.path("error").asText()).contains(text);
    }
}
