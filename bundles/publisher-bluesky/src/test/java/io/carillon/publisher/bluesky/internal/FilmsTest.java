package io.carillon.publisher.bluesky.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.api.publisher.Continue;
import io.carillon.api.publisher.PrepareOutcome;
import io.carillon.api.publisher.PreparedValue;
import io.carillon.api.publisher.Published;
import io.carillon.api.publisher.Ready;
import io.carillon.api.publisher.Rejected;
import io.carillon.api.publisher.Unavailable;
import io.carillon.publisher.contract.FakePublishContext;
import java.io.IOException;
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
import org.junit.jupiter.params.provider.ValueSource;

class FilmsTest {

    private static final FakeFilm FILM = new FakeFilm("bells ring", "Bells");

    private FakeServer server;
    private FakeVideoService video;
    private BlueskyPublisher publisher;

    @BeforeEach
    void start() throws IOException {
        server = new FakeServer();
        video = new FakeVideoService(server.address());
        publisher = publisher(Optional.of(video), Clock.systemUTC());
    }

    @AfterEach
    void stop() {
        video.close();
        server.close();
    }

    private BlueskyPublisher publisher(Optional<FakeVideoService> by, Clock clock) {
        return new BlueskyPublisher(
                Fixtures.config(server.address(), server.address(), by.map(FakeVideoService::address)),
                Fixtures.client(),
                Fixtures.PROOFS,
                clock);
    }

    private FakePublishContext post() {
        return FakePublishContext.of(Fixtures.account(server.address().toString()))
                .text("Listen")
                .attachments(FILM)
                .build();
    }

    private PrepareOutcome visit(FakePublishContext context, Optional<PreparedValue> stored) {
        return publisher.prepare(context, stored);
    }

    /** Visit after visit until something else than patience is asked for. */
    private PrepareOutcome visits(FakePublishContext context) {
        PrepareOutcome outcome = visit(context, Optional.empty());
        while (outcome instanceof Continue goOn) {
            outcome = visit(context, Optional.of(goOn.value()));
        }
        return outcome;
    }

    private static PreparedValue value(PrepareOutcome outcome) {
        assertThat(outcome).isInstanceOf(Ready.class);
        return ((Ready) outcome).value();
    }

    private static Optional<PreparedValue> last(FakePublishContext context) {
        List<PreparedValue> stored = context.checkpoints();
        return Optional.of(stored.get(stored.size() - 1));
    }

    private JsonNode publish(FakePublishContext context, PreparedValue prepared) {
        Published published = (Published) publisher.publish(context, prepared);
        return server.records().get(published.publication().remoteId()).path("embed");
    }

    private static String detail(PrepareOutcome outcome) {
        assertThat(outcome).isInstanceOf(Rejected.class);
        return ((Rejected) outcome).problem().detail();
    }

    @Test
    void filmIsConvertedAndHangsInItsPostWithTextAndRatio() {
        FakePublishContext context = post();
        JsonNode embed = publish(context, value(visits(context)));
        assertThat(embed.path("$type").asText()).isEqualTo("app.bsky.embed.video");
        assertThat(embed.path("alt").asText()).isEqualTo("Bells");
        assertThat(embed.at("/aspectRatio/width").asInt()).isEqualTo(1280);
        assertThat(embed.at("/video/mimeType").asText()).isEqualTo("video/mp4");
        assertThat(server.blob(embed.at("/video/ref/$link").asText()))
                .as("what the service made of it")
                .hasSize(FILM.bytes().length + 1);
    }

    @Test
    void serviceIsAskedSoonAtFirst() {
        Instant before = Instant.now();
        PrepareOutcome outcome = visit(post(), Optional.empty());
        assertThat(outcome).isInstanceOf(Continue.class);
        assertThat(((Continue) outcome).askAgainAt()).isBetween(before.plusSeconds(2), before.plusSeconds(12));
    }

    @Test
    void preparingGoesOnFromItsJobAndSendsNothingAgain() {
        FakePublishContext context = post();
        visit(context, Optional.empty());
        assertThat(context.checkpoints()).hasSize(1);
        PrepareOutcome outcome = visit(context, last(context));
        while (outcome instanceof Continue) {
            outcome = visit(context, last(context));
        }
        value(outcome);
        assertThat(video.sent()).isEqualTo(1);
    }

    @Test
    void filmThatIsThereAlreadyIsNotSentAgainForWhatElseIsToDo() {
        FakePublishContext context = post();
        value(visits(context));
        value(visit(context, last(context)));
        assertThat(video.sent()).isEqualTo(1);
    }

    @Test
    void filmThatTheServiceHasAlreadyIsTakenFromThere() {
        value(visits(post()));
        FakePublishContext second = post();
        publish(second, value(visits(second)));
        assertThat(video.sent()).isEqualTo(2);
    }

    @Test
    void filmIsKeptForAWhileFromWhenItWasThere() {
        FakePublishContext context = post();
        visit(context, Optional.empty());
        Instant later = Instant.now().plus(Duration.ofMinutes(40));
        publisher = publisher(Optional.of(video), Clock.fixed(later, ZoneOffset.UTC));
        PrepareOutcome outcome = visit(context, last(context));
        while (outcome instanceof Continue) {
            outcome = visit(context, last(context));
        }
        assertThat(((Ready) outcome).expiresAt().orElseThrow()).isAfter(later);
        assertThat(video.sent()).isEqualTo(1);
    }

    @Test
    void filmThatFailedIsSentOnceMore() {
        video.failNext(1);
        FakePublishContext context = post();
        assertThat(visits(context)).isInstanceOf(Unavailable.class);
        PrepareOutcome outcome = visit(context, last(context));
        while (outcome instanceof Continue goOn) {
            outcome = visit(context, Optional.of(goOn.value()));
        }
        publish(context, value(outcome));
        assertThat(video.sent()).isEqualTo(2);
    }

    @Test
    void filmThatFailsAgainIsRejectedWithItsReasonAndTheFix() {
        video.failNext(2);
        FakePublishContext context = post();
        visits(context);
        PrepareOutcome outcome = visit(context, last(context));
        while (outcome instanceof Continue goOn) {
            outcome = visit(context, Optional.of(goOn.value()));
        }
        assertThat(detail(outcome)).contains("Failed to process video", "H.264");
    }

    @Test
    void jobThatIsForgottenIsBegunAgain() {
        FakePublishContext context = post();
        visit(context, Optional.empty());
        video.forgetJobs();
        assertThat(visit(context, last(context))).isInstanceOf(Unavailable.class);
        assertThat(visit(context, last(context))).isInstanceOf(Continue.class);
        assertThat(video.sent()).isEqualTo(2);
    }

    @Test
    void jobThatAProxyHidesIsNotForgotten() {
        FakePublishContext context = post();
        visit(context, Optional.empty());
        video.hideJobs(404, "404 page not found");
        for (int time = 0; time < 3; time++) {
            assertThat(visit(context, last(context))).isInstanceOf(Unavailable.class);
        }
        assertThat(video.sent()).isEqualTo(1);
    }

    @Test
    void convertingThatDoesNotEndIsGivenUp() {
        video.stall();
        FakePublishContext context = post();
        visit(context, Optional.empty());
        Instant later = Instant.now().plus(Duration.ofMinutes(61));
        publisher = publisher(Optional.of(video), Clock.fixed(later, ZoneOffset.UTC));
        assertThat(detail(visit(context, last(context)))).contains("an hour");
    }

    @ParameterizedTest
    @CsvSource({
        "'Confirm your email address to upload videos', Rejected",
        "'User is not allowed to upload videos', Rejected",
        "'User has exceeded daily upload videos limit', Unavailable",
        "'Uploading is disabled at the moment', Unavailable",
    })
    void accountThatMaySendNoFilmIsToldWhyBeforeAnythingIsSent(String message, String outcome) throws IOException {
        video.limits("{'canUpload':false,'message':'" + message + "'}");
        PrepareOutcome stopped = visits(post());
        assertThat(stopped.getClass().getSimpleName()).isEqualTo(outcome);
        assertThat(stopped.toString()).contains(message);
        assertThat(video.sent()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"remainingDailyVideos, 0", "remainingDailyBytes, 9"})
    void limitOfTheDayIsNotTried(String limit, long left) throws IOException {
        video.limits("{'canUpload':true,'" + limit + "':" + left + "}");
        assertThat(visits(post())).isInstanceOf(Unavailable.class);
        assertThat(video.sent()).isZero();
    }

    /** As the real one says it: a job without an id. */
    @Test
    void refusalInPlaceOfAJobIsUnderstood() {
        video.refuse(401, "{'jobStatus':{'did':'','error':'unconfirmed_email','jobId':'','state':''}}");
        assertThat(detail(visits(post()))).contains("unconfirmed_email", "confirm it");
    }

    @ParameterizedTest
    @CsvSource({"502", "429"})
    void troubleOfTheServiceKeepsOnlyTheFilmWaiting(int status) {
        video.refuse(status, "{'error':'busy'}");
        assertThat(visits(post())).isInstanceOf(Unavailable.class);
        video.close();
        assertThat(visits(post())).isInstanceOf(Unavailable.class);
    }

    /** A token that is not taken, and what stands before the service. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "401 {'error':'InvalidToken','message':'jwt has expired'}",
                "401 {'error':'AuthMissing'}",
                "403 <html><body>Access denied</body></html>",
                "404 404 page not found",
                "404 {'message':'no Route matched with those values'}",
                "405 []",
                "200 <html><body>We are working on it</body></html>",
            })
    void whatIsNoWordAboutTheFilmIsNoRefusalOfIt(String answer) {
        video.refuse(Integer.parseInt(answer.substring(0, 3)), answer.substring(4));
        PrepareOutcome outcome = visits(post());
        assertThat(outcome).isInstanceOf(Unavailable.class);
        assertThat(outcome.toString()).doesNotContain("e-mail");
    }

    @Test
    void filmThatTheServiceTakesFromNobodyIsRefused() {
        video.refuse(400, "{'error':'file size is larger than the maximum allowed size'}");
        assertThat(detail(visits(post()))).contains("maximum allowed size");
    }

    @Test
    void withoutAServiceTheFilmGoesToTheServerAsItIs() {
        publisher = publisher(Optional.empty(), Clock.systemUTC());
        FakePublishContext context = post();
        JsonNode embed = publish(context, value(visit(context, Optional.empty())));
        assertThat(server.blob(embed.at("/video/ref/$link").asText())).isEqualTo(FILM.bytes());
    }

    @Test
    void filmThatTheServerForgotIsSentAgain() {
        FakePublishContext context = post();
        PreparedValue prepared = value(visits(context));
        server.forgetBlobs();
        assertThat(publisher.publish(context, prepared).getClass().getSimpleName())
                .isEqualTo("PrepareAgain");
    }
}
