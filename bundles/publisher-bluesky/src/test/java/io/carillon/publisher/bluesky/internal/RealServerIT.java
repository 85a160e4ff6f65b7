package io.carillon.publisher.bluesky.internal;

import static io.carillon.itests.peers.BlueskyClient.Segment.link;
import static io.carillon.itests.peers.BlueskyClient.Segment.mention;
import static io.carillon.itests.peers.BlueskyClient.Segment.plain;
import static io.carillon.itests.peers.BlueskyClient.Segment.tag;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.api.model.AttemptId;
import io.carillon.api.model.Grant;
import io.carillon.api.model.Publication;
import io.carillon.api.model.Step;
import io.carillon.api.publisher.ConnectOutcome;
import io.carillon.api.publisher.Continue;
import io.carillon.api.publisher.FollowUp;
import io.carillon.api.publisher.PastAttempt;
import io.carillon.api.publisher.PrepareOutcome;
import io.carillon.api.publisher.PreparedValue;
import io.carillon.api.publisher.PublishOutcome;
import io.carillon.api.publisher.Published;
import io.carillon.api.publisher.Ready;
import io.carillon.api.publisher.ReauthorisationNeeded;
import io.carillon.api.publisher.ReconcileOutcome;
import io.carillon.api.publisher.RefreshOutcome;
import io.carillon.api.publisher.Rejected;
import io.carillon.itests.peers.BlueskyClient;
import io.carillon.itests.peers.BlueskyServer;
import io.carillon.publisher.contract.FakeAttachment;
import io.carillon.publisher.contract.FakePublishContext;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What only Bluesky's own server can say: that it takes what we send, and what its own client makes of it. */
class RealServerIT {

    @RegisterExtension
    static final BlueskyServer BLUESKY = new BlueskyServer();

    private final SignedIn alice = SignedIn.as(BLUESKY, "alice");
    private final BlueskyPublisher publisher = alice.publisher();

    private FakePublishContext.Builder post(String text) {
        return FakePublishContext.of(alice.account()).text(text);
    }

    private PreparedValue prepare(FakePublishContext context) {
        return ((Ready) publisher.prepare(context, Optional.empty())).value();
    }

    private static Publication published(PublishOutcome outcome) {
        assertThat(outcome).isInstanceOf(Published.class);
        return ((Published) outcome).publication();
    }

    private JsonNode publish(FakePublishContext context) {
        return BLUESKY.record(
                published(publisher.publish(context, prepare(context))).remoteId());
    }

    // ---- Text ---------------------------------------------------------------------------------

    @Test
    void itsOwnClientMarksWhatWeMarked() {
        SignedIn bob = SignedIn.as(BLUESKY, "bob");
        String handle = "@" + bob.owner().handle();
        JsonNode record = publish(post("Zürich 👩🏽‍🚀🇨🇭 " + handle + ", see https://a.ch/ü. @nobody.test #läuft! 한국")
                        .build())
                .path("value");
        assertThat(BlueskyClient.read(record))
                .containsExactly(
                        plain("Zürich 👩🏽‍🚀🇨🇭 "),
                        mention(handle, bob.did()),
                        plain(", see "),
                        link("https://a.ch/ü", "https://a.ch/ü"),
                        plain(". @nobody.test "),
                        tag("#läuft", "läuft"),
                        plain("! 한국"));
    }

    @Test
    void textOf300GraphemesIsTakenAndOneOf301IsRejectedWithTheReason() {
        assertThat(publish(post("क्ष".repeat(100) + "👨‍👩‍👧‍👦".repeat(40) + "ä".repeat(160))
                                .build())
                        .path("uri")
                        .asText())
                .startsWith("at://");
        FakePublishContext tooLong = post("ä".repeat(301)).build();
        PublishOutcome outcome = publisher.publish(tooLong, prepare(tooLong));
        assertThat(outcome).isInstanceOf(Rejected.class);
        assertThat(((Rejected) outcome).problem().detail()).contains("maximum 300");
    }

    // ---- Pictures -----------------------------------------------------------------------------

    @Test
    void pictureOfThreeMegabytesIsTakenOnceItWasMadeSmaller() throws IOException {
        byte[] large = noise();
        assertThat(large).hasSizeGreaterThan(3_000_000);
        JsonNode image = publish(post("Large")
                        .attachments(FakeAttachment.of("image/png", large, "Noise"))
                        .build())
                .at("/value/embed/images/0");
        assertThat(image.at("/image/size").asInt()).isLessThanOrEqualTo(1_000_000);
        assertThat(image.at("/image/mimeType").asText()).isEqualTo("image/jpeg");
        assertThat(image.path("alt").asText()).isEqualTo("Noise");
    }

    private static byte[] noise() throws IOException {
        BufferedImage image = new BufferedImage(1_200, 900, BufferedImage.TYPE_INT_RGB);
        Random random = new Random(3);
        for (int i = 0; i < 1_200 * 900; i++) {
            image.setRGB(i % 1_200, i / 1_200, random.nextInt());
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "png", bytes);
        return bytes.toByteArray();
    }

    @Test
    void fourPicturesAreTaken() {
        FakeAttachment red = FakeAttachment.png("Red");
        assertThat(publish(post("").attachments(red, red, red, red).build()).at("/value/embed/images"))
                .hasSize(4);
    }

    // ---- Films --------------------------------------------------------------------------------

    /** The service acts at the real server for the account, with the token that was asked of that. */
    @Test
    void filmIsPutOnTheServerByAServiceAndTakenInAPost() throws IOException {
        FakeFilm film = new FakeFilm("bells of " + alice.did(), "Bells");
        try (FakeVideoService video = new FakeVideoService(URI.create(BLUESKY.url()))) {
            BlueskyPublisher with = new BlueskyPublisher(
                    Fixtures.config(URI.create(BLUESKY.url()), alice.config().appView(), Optional.of(video.address())),
                    alice.client(),
                    Fixtures.PROOFS,
                    Clock.systemUTC());
            FakePublishContext context = post("Listen").attachments(film).build();
            PrepareOutcome outcome = with.prepare(context, Optional.empty());
            while (outcome instanceof Continue goOn) {
                outcome = with.prepare(context, Optional.of(goOn.value()));
            }
            JsonNode embed = BLUESKY.record(published(with.publish(context, ((Ready) outcome).value()))
                            .remoteId())
                    .at("/value/embed");
            assertThat(embed.path("$type").asText()).isEqualTo("app.bsky.embed.video");
            assertThat(BLUESKY.blob(alice.did(), embed.path("video"))).hasSize(film.bytes().length + 1);
            BlueskyClient.check(
                    answer(video, "app.bsky.video.getUploadLimits"), answer(video, "app.bsky.video.getJobStatus"));
        }
    }

    private static BlueskyClient.Answer answer(FakeVideoService video, String method) throws IOException {
        return new BlueskyClient.Answer(method, video.said(method));
    }

    @Test
    void filmThatNobodyConvertsIsTakenAsItIs() {
        FakeFilm film = new FakeFilm("as it is", "");
        JsonNode embed = publish(post("Listen").attachments(film).build()).at("/value/embed");
        assertThat(embed.at("/video/mimeType").asText()).isEqualTo("video/mp4");
        assertThat(BLUESKY.blob(alice.did(), embed.path("video"))).isEqualTo(film.bytes());
    }

    // ---- Once ---------------------------------------------------------------------------------

    @Test
    void sendingTwiceShowsOnePostAndAskingFindsIt() {
        FakePublishContext context = post("Once").build();
        PreparedValue prepared = prepare(context);
        Publication first = published(publisher.publish(context, prepared));
        assertThat(published(publisher.publish(context, prepared)).remoteId()).isEqualTo(first.remoteId());
        assertThat(BLUESKY.posts(alice.did())).hasSize(1);
        PastAttempt attempt = new PastAttempt(new AttemptId("t_1"), Instant.now(), prepared, 0);
        assertThat(publisher.reconcile(context, attempt)).isInstanceOf(ReconcileOutcome.Found.class);
    }

    // ---- Threads ------------------------------------------------------------------------------

    @Test
    void threadHangsTogetherAndAPartThatIsSentAgainIsTheSame() {
        FakePublishContext context = post("One").build();
        Publication root = published(publisher.publish(context, prepare(context)));
        Publication two = follow(
                Step.Kind.THREAD_PART,
                0,
                List.of(root),
                post("Two").attachments(FakeAttachment.png("Dot")).build());
        Publication three = follow(
                Step.Kind.THREAD_PART, 1, List.of(root, two), post("Three #end").build());
        Publication comment = follow(
                Step.Kind.FIRST_COMMENT,
                0,
                List.of(root),
                post("By the way: https://a.ch").build());
        assertThat(replies(two)).containsExactly(root.remoteId(), root.remoteId());
        assertThat(replies(three)).containsExactly(root.remoteId(), two.remoteId());
        assertThat(replies(comment)).containsExactly(root.remoteId(), root.remoteId());
        assertThat(BLUESKY.record(three.remoteId()).at("/value/reply/parent/cid"))
                .isEqualTo(BLUESKY.record(two.remoteId()).path("cid"));
        assertThat(BLUESKY.record(two.remoteId()).at("/value/embed/images")).hasSize(1);
        assertThat(BLUESKY.record(three.remoteId()).at("/value/facets")).hasSize(1);
        assertThat(BLUESKY.posts(alice.did())).hasSize(4);
    }

    private Publication follow(Step.Kind kind, int index, List<Publication> before, FakePublishContext context) {
        FollowUp step = new FollowUp(kind, index, before);
        PreparedValue prepared = ((Ready) publisher.prepare(context, step, Optional.empty())).value();
        PastAttempt attempt = new PastAttempt(new AttemptId("t_1"), Instant.now(), prepared, 0);
        assertThat(publisher.reconcile(context, step, attempt)).isInstanceOf(ReconcileOutcome.RepeatSafe.class);
        Publication first = published(publisher.follow(context, step, prepared));
        assertThat(published(publisher.follow(context, step, prepared)).remoteId())
                .isEqualTo(first.remoteId());
        ReconcileOutcome settled = publisher.reconcile(context, step, attempt);
        assertThat(settled).isInstanceOf(ReconcileOutcome.Found.class);
        assertThat(((ReconcileOutcome.Found) settled).publication().remoteId()).isEqualTo(first.remoteId());
        return first;
    }

    @Test
    void commentOnAPostThatIsGoneIsRejected() {
        Publication gone = new Publication(
                "at://" + alice.did() + "/app.bsky.feed.post/3n2w4qonhtq2b", Optional.empty(), Instant.now());
        FollowUp step = new FollowUp(Step.Kind.FIRST_COMMENT, 0, List.of(gone));
        assertThat(publisher.prepare(post("Hello?").build(), step, Optional.empty()))
                .isInstanceOf(Rejected.class);
    }

    private static List<String> replies(Publication publication) {
        JsonNode reply = BLUESKY.record(publication.remoteId()).at("/value/reply");
        return List.of(reply.at("/root/uri").asText(), reply.at("/parent/uri").asText());
    }

    // ---- The fakes ----------------------------------------------------------------------------

    @Test
    void fakesAnswerAsTheNetworksOwnSchemaSays() throws IOException {
        String uri = "at://" + alice.did() + "/app.bsky.feed.post/3n2w4qonhtq2b";
        JsonNode record = publish(post("Shown").build()).path("value");
        try (FakeAppView index = new FakeAppView(() -> Map.of(uri, record))) {
            BlueskyClient.check(
                    new BlueskyClient.Answer("app.bsky.feed.getPosts", index.answer(List.of(uri, uri + "x"))));
        }
    }

    // ---- Sessions -----------------------------------------------------------------------------

    @Test
    void wrongAppPasswordIsRefused() {
        ConnectOutcome outcome = alice.connector()
                .connect(Map.of("identifier", alice.owner().handle(), "appPassword", "wrong"), Grant.none());
        assertThat(outcome).isInstanceOf(ConnectOutcome.Refused.class);
    }

    @Test
    void sessionIsRenewedAndTheNewOnePublishes() {
        RefreshOutcome outcome = alice.connector().refresh(alice.account());
        assertThat(outcome).isInstanceOf(RefreshOutcome.Refreshed.class);
        Grant grant = ((RefreshOutcome.Refreshed) outcome).grant();
        assertThat(grant.expiresAt().orElseThrow()).isAfter(Instant.now().plusSeconds(3_600));
        FakePublishContext context = FakePublishContext.of(alice.with(grant).account())
                .text("Renewed")
                .build();
        published(publisher.publish(context, prepare(context)));
    }

    @Test
    void revokedAppPasswordEndsTheSession() {
        BLUESKY.revokeAppPassword(alice.owner(), SignedIn.PASSWORD_NAME);
        assertThat(alice.connector().refresh(alice.account())).isInstanceOf(RefreshOutcome.Revoked.class);
    }

    @Test
    void disconnectingEndsTheSession() {
        alice.connector().disconnect(alice.account());
        assertThat(alice.connector().refresh(alice.account())).isInstanceOf(RefreshOutcome.Revoked.class);
    }

    @Test
    void tokenThatIsNoneAsksForItsOwner() {
        Grant forged = new Grant(Map.of("accessJwt", "forged", "refreshJwt", "forged"), Optional.empty());
        FakePublishContext context =
                FakePublishContext.of(alice.with(forged).account()).text("Who?").build();
        assertThat(publisher.publish(context, prepare(context))).isInstanceOf(ReauthorisationNeeded.class);
    }
}
