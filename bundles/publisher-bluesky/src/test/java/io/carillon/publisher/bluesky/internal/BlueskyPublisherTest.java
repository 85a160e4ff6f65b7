package io.carillon.publisher.bluesky.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.api.model.Account;
import io.carillon.api.model.AttemptId;
import io.carillon.api.model.Grant;
import io.carillon.api.publisher.Indeterminate;
import io.carillon.api.publisher.PastAttempt;
import io.carillon.api.publisher.PrepareOutcome;
import io.carillon.api.publisher.PreparedValue;
import io.carillon.api.publisher.PublishOutcome;
import io.carillon.api.publisher.Published;
import io.carillon.api.publisher.Ready;
import io.carillon.api.publisher.ReauthorisationNeeded;
import io.carillon.api.publisher.ReconcileOutcome;
import io.carillon.api.publisher.Rejected;
import io.carillon.api.publisher.Throttled;
import io.carillon.api.publisher.Unavailable;
import io.carillon.publisher.contract.FakeAttachment;
import io.carillon.publisher.contract.FakePublishContext;
import io.carillon.publisher.contract.Fault;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlueskyPublisherTest {

    private static final Instant DUE = Instant.parse("2026-11-22T17:19:16.125Z");

    private FakeServer server;
    private BlueskyPublisher publisher;

    @BeforeEach
    void start() throws IOException {
        server = new FakeServer();
        publisher = at(Clock.systemUTC());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private BlueskyPublisher at(Clock clock) {
        return new BlueskyPublisher(Fixtures.config(server.address()), Fixtures.client(), Fixtures.PROOFS, clock);
    }

    private FakePublishContext.Builder post(String text) {
        return FakePublishContext.of(Fixtures.account(server.address().toString()))
                .text(text)
                .due(DUE);
    }

    private PreparedValue prepare(FakePublishContext context) {
        return ready(publisher.prepare(context, Optional.empty())).value();
    }

    private static Ready ready(PrepareOutcome outcome) {
        assertThat(outcome).isInstanceOf(Ready.class);
        return (Ready) outcome;
    }

    private JsonNode publish(FakePublishContext context) {
        PublishOutcome outcome = publisher.publish(context, prepare(context));
        assertThat(outcome).isInstanceOf(Published.class);
        return server.records().get(((Published) outcome).publication().remoteId());
    }

    // ---- The record ---------------------------------------------------------------------------

    @Test
    void recordHasTheDueTimeAndAKeyOfItsOwn() {
        FakePublishContext context = post("Hello").build();
        JsonNode record = publish(context);
        assertThat(record.path("createdAt").asText()).isEqualTo("2026-11-22T17:19:16.125Z");
        assertThat(server.records().keySet())
                .containsExactly("at://" + FakeServer.DID + "/app.bsky.feed.post/"
                        + RecordKey.of(DUE, context.key().value()));
    }

    @Test
    void permalinkLeadsToTheApplicationByThePermanentName() {
        FakePublishContext context = post("Hello").build();
        Published published = (Published) publisher.publish(context, prepare(context));
        assertThat(published.publication().permalink().orElseThrow().toString())
                .startsWith("https://bsky.app/profile/" + FakeServer.DID + "/post/");
    }

    @Test
    void linksMentionsAndTagsAreMarkedAndAMentionOfNobodyStaysText() {
        JsonNode facets = publish(post("Grüße @bob.test @nobody.example https://a.ch #Tür")
                        .build())
                .path("facets");
        assertThat(facets.findValuesAsText("$type"))
                .containsExactly(
                        "app.bsky.richtext.facet#mention",
                        "app.bsky.richtext.facet#link",
                        "app.bsky.richtext.facet#tag");
        assertThat(facets.findValuesAsText("did")).containsExactly(FakeServer.didOf("bob.test"));
        assertThat(facets.findValuesAsText("uri")).containsExactly("https://a.ch");
        assertThat(facets.findValuesAsText("tag")).containsExactly("Tür");
        assertThat(facets.findValuesAsText("byteStart")).containsExactly("8", "34", "47");
    }

    @Test
    void mentionThatCannotBeLookedUpIsAskedAgainBeforeTheDueTimeAndStaysTextAfterIt() {
        FakePublishContext context = post("Hello @slow.trouble").build();
        FakePublishContext early =
                post("Hello @slow.trouble").due(Instant.now().plusSeconds(600)).build();
        assertThat(publisher.prepare(early, Optional.empty())).isInstanceOf(Unavailable.class);
        assertThat(ready(publisher.prepare(context, Optional.empty())).value().value())
                .doesNotContain("facet");
    }

    @Test
    void picturesHaveTheirAlternativeTextAndTheirRatio() {
        JsonNode embed = publish(post("Two")
                        .attachments(FakeAttachment.png("A"), FakeAttachment.png("B"))
                        .build())
                .path("embed");
        assertThat(embed.path("$type").asText()).isEqualTo("app.bsky.embed.images");
        assertThat(embed.findValuesAsText("alt")).containsExactly("A", "B");
        assertThat(embed.at("/images/0/aspectRatio/width").asInt()).isEqualTo(1);
    }

    @Test
    void textFileInPlaceOfAPictureIsRejectedWithItsNumber() {
        FakeAttachment text = FakeAttachment.of("image/png", "Dear all".getBytes(StandardCharsets.UTF_8), "");
        PrepareOutcome outcome = publisher.prepare(
                post("x").attachments(FakeAttachment.png(""), text).build(), Optional.empty());
        assertThat(outcome).isInstanceOf(Rejected.class);
        assertThat(((Rejected) outcome).problem().detail())
                .startsWith("Picture 2:")
                .contains("JPEG or PNG");
    }

    @Test
    void deadLinkGetsACardWithItsAddress() {
        JsonNode card = publish(post("Look")
                        .link(URI.create("http://127.0.0.1:1/page?x=1"))
                        .build())
                .at("/embed/external");
        assertThat(card.path("uri").asText()).isEqualTo("http://127.0.0.1:1/page?x=1");
        assertThat(card.path("title").asText()).isEqualTo("127.0.0.1:1/page?x=1");
        assertThat(card.has("thumb")).isFalse();
    }

    @Test
    void linkGetsTheCardThatItsPageWants() {
        server.page("/page", "text/html; charset=utf-8", """
                <html><head><title>x</title>
                <meta property="og:title" content="Die Glocke &amp; der Turm">
                <meta property="og:description" content="Über beide">
                <meta property="og:image" content="/bell.png"></head></html>
                """.getBytes(StandardCharsets.UTF_8));
        server.page("/bell.png", "image/png", FakeAttachment.png("").bytes());
        JsonNode card = publish(
                        post("Look").link(server.address().resolve("/page")).build())
                .at("/embed/external");
        assertThat(card.path("title").asText()).isEqualTo("Die Glocke & der Turm");
        assertThat(card.path("description").asText()).isEqualTo("Über beide");
        assertThat(server.blob(card.at("/thumb/ref/$link").asText()))
                .isEqualTo(FakeAttachment.png("").bytes());
    }

    // ---- Preparing ----------------------------------------------------------------------------

    @Test
    void preparingGoesOnAfterThePicturesThatWereUploaded() {
        FakePublishContext context = post("Two")
                .attachments(FakeAttachment.png("A"), FakeAttachment.png("B"))
                .build();
        prepare(context);
        assertThat(context.checkpoints()).hasSize(2);
        int before = uploads();
        ready(publisher.prepare(context, Optional.of(context.checkpoints().get(0))));
        assertThat(uploads() - before).isEqualTo(1);
    }

    @Test
    void picturesThatMayBeGoneAreUploadedAnewForTheSameRecord() {
        FakePublishContext context =
                post("One").attachments(FakeAttachment.png("A")).build();
        Ready first = ready(publisher.prepare(context, Optional.empty()));
        Instant expiry = first.expiresAt().orElseThrow();
        assertThat(expiry).isAfter(Instant.now().plus(BlueskyProfile.PREPARE_WINDOW));
        int before = uploads();
        Ready later = ready(at(Clock.fixed(expiry, ZoneOffset.UTC)).prepare(context, Optional.of(first.value())));
        assertThat(uploads() - before).isEqualTo(1);
        assertThat(Draft.read(later.value()).orElseThrow().record())
                .isEqualTo(Draft.read(first.value()).orElseThrow().record());
    }

    @Test
    void textAloneKeeps() {
        assertThat(ready(publisher.prepare(post("Text").build(), Optional.empty()))
                        .expiresAt())
                .isEmpty();
    }

    private int uploads() {
        return (int) server.calls().stream()
                .filter("com.atproto.repo.uploadBlob"::equals)
                .count();
    }

    // ---- Sending ------------------------------------------------------------------------------

    @Test
    void sendingTwiceShowsOnePost() {
        FakePublishContext context = post("Once").build();
        PreparedValue prepared = prepare(context);
        Published first = (Published) publisher.publish(context, prepared);
        Published second = (Published) publisher.publish(context, prepared);
        assertThat(second.publication().remoteId())
                .isEqualTo(first.publication().remoteId());
        assertThat(server.records()).hasSize(1);
    }

    @Test
    void recordOfAnEarlierTryUnderTheSameKeyIsFoundAndNotReplaced() {
        FakePublishContext context = post("As it was").build();
        publisher.publish(context, prepare(context));
        FakePublishContext other =
                post("As it would be").again(context).text("As it would be").build();
        PreparedValue prepared = prepare(other);
        assertThat(publisher.publish(other, prepared)).isInstanceOf(Indeterminate.class);
        PastAttempt attempt = new PastAttempt(new AttemptId("t_1"), Instant.now(), prepared, 0);
        assertThat(publisher.reconcile(other, attempt)).isInstanceOf(ReconcileOutcome.Found.class);
        assertThat(server.records().values())
                .extracting(record -> record.path("text").asText())
                .containsExactly("As it was");
    }

    @Test
    void throttledPostWaitsToTheSecond() {
        server.fail(Optional.of(Fault.THROTTLED));
        FakePublishContext context = post("Too many").build();
        Instant before = Instant.now();
        PublishOutcome outcome = publisher.publish(context, prepare(context));
        assertThat(outcome).isInstanceOf(Throttled.class);
        assertThat(Duration.between(before, ((Throttled) outcome).retryAt()).toSeconds())
                .isBetween(5L, 8L);
    }

    /** As the real server says it where the time in a proof is not its own. */
    @Test
    void clockThatIsOffIsNamedAndNobodyIsAskedToConnectAgain() {
        FakePublishContext context = post("Hello").build();
        PreparedValue prepared = prepare(context);
        server.proxyAnswers("com.atproto.repo.putRecord", 401, "application/json", """
                {"error":"invalid_dpop_proof","message":"Failed to verify DPoP proof: \\"iat\\" claim timestamp check failed"}
                """);
        PublishOutcome outcome = publisher.publish(context, prepared);
        assertThat(outcome).isInstanceOf(Unavailable.class);
        assertThat(((Unavailable) outcome).reason()).contains("clock", "timestamp check failed");
    }

    // ---- What stands before the server ------------------------------------------------------------

    /** A proxy whose server is just starting, one that was configured wrongly, one that suspects us, and one with an API. */
    @ParameterizedTest
    @CsvSource({
        "404, text/plain, 404 page not found",
        "403, text/html, <html><body>Access denied</body></html>",
        "405, text/html, <html><body>Not allowed</body></html>",
        "401, text/html, <html><body>Who is it?</body></html>",
        "302, text/html, <html><body>We are working on it</body></html>",
        "404, application/json, '{\"message\":\"no Route matched with those values\"}'",
        "404, application/json, '[]'",
    })
    void whatAProxySaysIsNoWordOfTheServer(int status, String type, String body) {
        FakePublishContext context =
                post("Hello").attachments(FakeAttachment.png("A")).build();
        PreparedValue prepared = prepare(context);
        for (String method : List.of("putRecord", "getRecord", "uploadBlob")) {
            server.proxyAnswers("com.atproto.repo." + method, status, type, body);
        }
        assertThat(publisher.prepare(context, Optional.empty())).isInstanceOf(Unavailable.class);
        assertThat(publisher.publish(context, prepared)).isInstanceOf(Unavailable.class);
        PastAttempt attempt = new PastAttempt(new AttemptId("t_1"), Instant.now(), prepared, 0);
        assertThat(publisher.reconcile(context, attempt)).isInstanceOf(ReconcileOutcome.AskAgain.class);
    }

    /** Whoever says so, the same would be too large later. */
    @Test
    void pictureThatIsTooLargeForAProxyIsRejected() {
        server.proxyAnswers("com.atproto.repo.uploadBlob", 413, "text/html", "<html>Request Entity Too Large</html>");
        FakePublishContext context =
                post("Hello").attachments(FakeAttachment.png("A")).build();
        assertThat(publisher.prepare(context, Optional.empty())).isInstanceOf(Rejected.class);
    }

    @Test
    void proxyThatIsInTroubleItselfLeavesItOpenWhetherThePostWent() {
        FakePublishContext context = post("Hello").build();
        PreparedValue prepared = prepare(context);
        server.proxyAnswers("com.atproto.repo.putRecord", 502, "text/html", "<html>Bad Gateway</html>");
        assertThat(publisher.publish(context, prepared)).isInstanceOf(Indeterminate.class);
    }

    @Test
    void mentionThatAProxyCannotLookUpIsAskedAgain() {
        server.proxyAnswers("com.atproto.identity.resolveHandle", 400, "text/html", "<html>Bad Request</html>");
        FakePublishContext early =
                post("Hello @bob.test").due(Instant.now().plusSeconds(600)).build();
        assertThat(publisher.prepare(early, Optional.empty())).isInstanceOf(Unavailable.class);
    }

    @Test
    void accountWithoutASessionNeedsItsOwner() {
        Account account = Fixtures.account(server.address().toString()).withGrant(Grant.none());
        assertThat(publisher.prepare(FakePublishContext.of(account).text("x").build(), Optional.empty()))
                .isInstanceOf(ReauthorisationNeeded.class);
    }

    @Test
    void valueThatIsNoneOfOursIsNotSent() {
        assertThat(publisher.publish(post("x").build(), new PreparedValue("{}")))
                .isInstanceOf(Rejected.class);
        assertThat(server.calls()).isEmpty();
        assertThat(List.of("", "null", "[]", "{\"startedAt\":\"x\"}"))
                .allMatch(value -> Draft.read(new PreparedValue(value)).isEmpty());
    }
}
