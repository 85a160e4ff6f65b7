package io.carillon.publisher.mastodon.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.carillon.api.model.Account;
import io.carillon.api.model.AttemptId;
import io.carillon.api.model.Publication;
import io.carillon.api.model.Step;
import io.carillon.api.publisher.Continue;
import io.carillon.api.publisher.DoubtClass;
import io.carillon.api.publisher.FollowUp;
import io.carillon.api.publisher.Indeterminate;
import io.carillon.api.publisher.PastAttempt;
import io.carillon.api.publisher.PrepareAgain;
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
import io.carillon.itests.simulators.AdjustableClock;
import io.carillon.itests.simulators.fault.Effect;
import io.carillon.itests.simulators.http.Response;
import io.carillon.itests.simulators.mastodon.MastodonSimulator;
import io.carillon.itests.simulators.mastodon.MastodonSimulator.Shown;
import io.carillon.itests.simulators.mastodon.User;
import io.carillon.publisher.contract.FakeAttachment;
import io.carillon.publisher.contract.FakePublishContext;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MastodonPublisherTest {

    private static final FakeAttachment FILM = FakeAttachment.of("video/mp4", new byte[] {1, 2, 3}, "A bell rings");

    private MastodonSimulator mastodon;
    private User alice;
    private Account account;
    private AdjustableClock clock;
    private MastodonPublisher publisher;

    @BeforeEach
    void start() {
        begin(MastodonSimulator.start());
    }

    private void begin(MastodonSimulator simulator) {
        mastodon = simulator;
        alice = mastodon.createUser("alice");
        account = Fixtures.account(mastodon, alice);
        clock = new AdjustableClock(Clock.systemUTC());
        publisher = new MastodonPublisher(Fixtures.CONFIG, Fixtures.client(), clock);
    }

    @AfterEach
    void stop() {
        mastodon.close();
    }

    private FakePublishContext.Builder post(String text) {
        return FakePublishContext.of(account).text(text);
    }

    private PreparedValue ready(PrepareOutcome outcome) {
        assertThat(outcome).isInstanceOf(Ready.class);
        return ((Ready) outcome).value();
    }

    private Publication published(FakePublishContext context) {
        PublishOutcome outcome = publisher.publish(context, ready(publisher.prepare(context, Optional.empty())));
        assertThat(outcome).isInstanceOf(Published.class);
        return ((Published) outcome).publication();
    }

    private Shown only() {
        assertThat(mastodon.shown(alice)).hasSize(1);
        return mastodon.shown(alice).get(0);
    }

    // ---- What is published --------------------------------------------------------------------

    @Test
    void whatTheServerSaysIsLeftIsPassedOn() {
        FakePublishContext first = post("One").build();
        FakePublishContext second = post("Two").build();
        published(first);
        published(second);

        assertThat(first.allowances()).hasSize(1);
        assertThat(second.allowances()).singleElement().satisfies(told -> {
            assertThat(told.left()).isEqualTo(first.allowances().get(0).left() - 1);
            assertThat(told.until()).isAfter(clock.instant());
        });
    }

    @Test
    void settingsOfTheAccountAreSaidOfEveryPost() {
        account = Fixtures.with(
                Fixtures.with(Fixtures.with(account, "visibility", "unlisted"), "language", "de"),
                "contentWarning",
                "Bells");
        published(post("Ding").build());
        assertThat(only().visibility()).isEqualTo("unlisted");
        assertThat(only().language()).contains("de");
        assertThat(only().spoiler()).isEqualTo("Bells");
        assertThat(only().sensitive()).isTrue();
    }

    @Test
    void linkGoesBelowTheTextUnlessItIsInIt() {
        published(post("See").link(URI.create("https://example.com/a")).build());
        assertThat(only().text()).isEqualTo("See\n\nhttps://example.com/a");
        mastodon.close();
        begin(MastodonSimulator.start());
        published(post("See https://example.com/a !")
                .link(URI.create("https://example.com/a"))
                .build());
        assertThat(only().text()).isEqualTo("See https://example.com/a !");
    }

    @Test
    void publicationIsTheServersOwnWord() {
        Publication publication = published(post("Ding").build());
        assertThat(publication.remoteId()).isEqualTo(only().id());
        assertThat(publication.permalink()).contains(URI.create(mastodon.url() + "/@alice/" + only().id()));
    }

    @Test
    void partsOfAThreadAnswerEachOther() {
        Publication root = published(post("One").build());
        FollowUp second = new FollowUp(Step.Kind.THREAD_PART, 0, List.of(root));
        Publication two =
                followed(post("Two").attachments(FakeAttachment.png("dot")).build(), second);
        followed(post("Three").build(), new FollowUp(Step.Kind.THREAD_PART, 1, List.of(root, two)));
        followed(post("Comment").build(), new FollowUp(Step.Kind.FIRST_COMMENT, 0, List.of(root)));
        assertThat(mastodon.shown(alice))
                .extracting(Shown::text, Shown::inReplyTo)
                .containsExactly(
                        org.assertj.core.api.Assertions.tuple("One", Optional.empty()),
                        org.assertj.core.api.Assertions.tuple("Two", Optional.of(root.remoteId())),
                        org.assertj.core.api.Assertions.tuple("Three", Optional.of(two.remoteId())),
                        org.assertj.core.api.Assertions.tuple("Comment", Optional.of(root.remoteId())));
    }

    private Publication followed(FakePublishContext context, FollowUp step) {
        PublishOutcome outcome =
                publisher.follow(context, step, ready(publisher.prepare(context, step, Optional.empty())));
        assertThat(outcome).isInstanceOf(Published.class);
        return ((Published) outcome).publication();
    }

    @Test
    void partWhoseParentIsGoneIsRejected() {
        FollowUp step =
                new FollowUp(Step.Kind.THREAD_PART, 0, List.of(new Publication("1", Optional.empty(), Instant.now())));
        assertThat(publisher.follow(post("Lost").build(), step, PreparedValue.NOTHING))
                .isInstanceOf(Rejected.class);
    }

    // ---- Files --------------------------------------------------------------------------------

    @Test
    void filmIsWaitedForAndThenShown() {
        FakePublishContext context = post("A film").attachments(FILM).build();
        PrepareOutcome first = publisher.prepare(context, Optional.empty());
        assertThat(first).isInstanceOf(Continue.class);
        assertThat(((Continue) first).askAgainAt()).isAfter(clock.instant());
        PreparedValue stored = ((Continue) first).value();
        assertThat(context.checkpoints()).hasSize(1);

        mastodon.advance(MastodonSimulator.PROCESSING);
        PreparedValue prepared = ready(publisher.prepare(context, Optional.of(stored)));
        assertThat(publisher.publish(context, prepared)).isInstanceOf(Published.class);
        assertThat(only().media()).containsExactly(FILM.bytes());
        assertThat(only().descriptions()).containsExactly("A bell rings");
    }

    @Test
    void filmThatIsNeverDoneIsGivenUpWithAReason() {
        FakePublishContext context = post("A film").attachments(FILM).build();
        PreparedValue stored = ((Continue) publisher.prepare(context, Optional.empty())).value();
        clock.advance(Duration.ofMinutes(31));
        PrepareOutcome outcome = publisher.prepare(context, Optional.of(stored));
        assertThat(outcome).isInstanceOf(Rejected.class);
        assertThat(((Rejected) outcome).problem().detail()).contains("30 minutes");
    }

    @Test
    void afterACrashUploadingGoesOnWithTheNextFile() {
        FakePublishContext context = post("Two")
                .attachments(FakeAttachment.png("first"), FakeAttachment.png("second"))
                .build();
        ready(publisher.prepare(context, Optional.empty()));
        assertThat(context.checkpoints()).hasSize(2);
        FakePublishContext again = FakePublishContext.of(account).again(context).build();
        ready(publisher.prepare(again, Optional.of(context.checkpoints().get(0))));
        assertThat(again.checkpoints()).hasSize(1);
    }

    @Test
    void filesAreUploadedAnewBeforeTheServerDeletesThem() {
        FakePublishContext context =
                post("Later").attachments(FakeAttachment.png("dot")).build();
        Ready ready = (Ready) publisher.prepare(context, Optional.empty());
        Instant end = ready.expiresAt().orElseThrow();
        assertThat(Duration.between(clock.instant(), end)).isCloseTo(Duration.ofHours(12), Duration.ofMinutes(1));
        clock.advance(Duration.ofHours(13));
        FakePublishContext again = FakePublishContext.of(account).again(context).build();
        assertThat(ready(publisher.prepare(again, Optional.of(ready.value())))).isNotEqualTo(ready.value());
    }

    @Test
    void uploadThatTheServerRefusesIsRejectedInItsWords() {
        FakeAttachment odd = FakeAttachment.of("video/x-odd", new byte[] {1}, "");
        PrepareOutcome outcome = publisher.prepare(post("Odd").attachments(odd).build(), Optional.empty());
        assertThat(outcome).isInstanceOf(Rejected.class);
        assertThat(((Rejected) outcome).problem().detail()).contains("content type");
    }

    private PublishOutcome refusedInGerman(FakePublishContext context, PreparedValue prepared) {
        mastodon.faults()
                .always(
                        "POST",
                        "/api/v1/statuses",
                        Effect.answering(Response.json(
                                422, JsonNodeFactory.instance.objectNode().put("error", "Das geht so nicht"))));
        return publisher.publish(context, prepared);
    }

    @Test
    void uploadThatIsGoneIsMadeAgainWhateverTheLanguageOfTheAccount() {
        FakePublishContext context = post("Two")
                .attachments(FakeAttachment.png("first"), FakeAttachment.png("second"))
                .build();
        PreparedValue prepared = ready(publisher.prepare(context, Optional.empty()));
        mastodon.forgetUnattachedMedia();
        assertThat(refusedInGerman(context, prepared)).isInstanceOf(PrepareAgain.class);
    }

    @Test
    void fileThatIsBeingConvertedIsTriedAgainWhateverTheLanguageOfTheAccount() {
        FakePublishContext context = post("A film").attachments(FILM).build();
        PreparedValue unready = ((Continue) publisher.prepare(context, Optional.empty())).value();
        assertThat(refusedInGerman(context, unready)).isInstanceOf(Unavailable.class);
    }

    @Test
    void refusalThatIsNotOfTheFilesIsOne() {
        FakePublishContext context =
                post("Ding").attachments(FakeAttachment.png("dot")).build();
        PreparedValue prepared = ready(publisher.prepare(context, Optional.empty()));
        PublishOutcome outcome = refusedInGerman(context, prepared);
        assertThat(outcome).isInstanceOf(Rejected.class);
        assertThat(((Rejected) outcome).problem().detail()).isEqualTo("Das geht so nicht");
    }

    @ParameterizedTest
    @CsvSource({"404, text/html", "503, text/html", "500, application/json"})
    void whereNobodyCanTellWhatBecameOfTheFilesItIsTriedAgain(int status, String type) {
        FakePublishContext context =
                post("Ding").attachments(FakeAttachment.png("dot")).build();
        PreparedValue prepared = ready(publisher.prepare(context, Optional.empty()));
        mastodon.faults().always("GET", "/api/v1/media/.*", Effect.answering(Response.text(status, type, "[\"no\"]")));
        assertThat(refusedInGerman(context, prepared)).isInstanceOf(Unavailable.class);
    }

    /** Nobody knows what their words are, nor whether they know files by their ids. */
    @Test
    void otherMakesAreBelievedWhatTheySay() {
        account = Fixtures.with(account, "honoursKeys", "false");
        FakePublishContext context =
                post("Ding").attachments(FakeAttachment.png("dot")).build();
        PreparedValue prepared = ready(publisher.prepare(context, Optional.empty()));
        mastodon.forgetUnattachedMedia();
        assertThat(refusedInGerman(context, prepared)).isInstanceOf(Rejected.class);
    }

    // ---- Errors -------------------------------------------------------------------------------

    @ParameterizedTest
    @CsvSource({
        "401, The access token was revoked, ReauthorisationNeeded",
        "403, This action is outside the authorized scopes, ReauthorisationNeeded",
        "403, Your login is currently disabled, ReauthorisationNeeded",
        "422, Validation failed: Text can't be blank, Rejected",
        "413, too large, Rejected",
        "422, Cannot attach files that have not finished processing. Try again in a moment!, Unavailable",
        "429, Too many requests, Throttled",
        "500, Something went wrong, Indeterminate",
        "503, Remote data could not be fetched, Indeterminate",
    })
    void refusalsMeanWhatTheyAre(int status, String text, String outcome) {
        mastodon.faults()
                .always(
                        "POST",
                        "/api/v1/statuses",
                        Effect.answering(Response.json(
                                status, JsonNodeFactory.instance.objectNode().put("error", text))));
        assertThat(publisher
                        .publish(post("Ding").build(), PreparedValue.NOTHING)
                        .getClass()
                        .getSimpleName())
                .isEqualTo(outcome);
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 422})
    void tokenThatIsRefusedWithoutAWordAsksForItsOwner(int status) {
        mastodon.close();
        begin(MastodonSimulator.startSilent(status));
        published(post("Ding").build());
        mastodon.revoke(alice);
        assertThat(publisher.publish(post("Dong").build(), PreparedValue.NOTHING))
                .isInstanceOf(ReauthorisationNeeded.class);
        assertThat(publisher.prepare(
                        post("Dong").attachments(FakeAttachment.png("")).build(), Optional.empty()))
                .isInstanceOf(ReauthorisationNeeded.class);
    }

    @ParameterizedTest
    @CsvSource({
        "403, 200, Unavailable",
        "422, 200, Rejected",
        "403, 503, Unavailable",
        "422, 503, Unavailable",
        "422, 401, ReauthorisationNeeded",
        "403, 403, ReauthorisationNeeded",
        "422, 422, ReauthorisationNeeded",
    })
    void refusalWithoutAWordMeansWhatTheServerSaysOfTheAccount(int status, int ofAccount, String outcome) {
        mastodon.faults().always("POST", "/api/v1/statuses", Effect.answering(wordless(status)));
        if (ofAccount != 200) {
            mastodon.faults()
                    .always("GET", "/api/v1/accounts/verify_credentials", Effect.answering(wordless(ofAccount)));
        }
        assertThat(publisher
                        .publish(post("Ding").build(), PreparedValue.NOTHING)
                        .getClass()
                        .getSimpleName())
                .isEqualTo(outcome);
    }

    private static Response wordless(int status) {
        return new Response(status, Map.of(), new byte[0]);
    }

    @Test
    void pageOfWhatStandsBeforeTheServerIsNoWordOfTheServer() {
        mastodon.faults()
                .always("POST", "/api/v1/statuses", Effect.answering(Response.html(403, "<h1>Are you a robot?</h1>")));
        assertThat(publisher.publish(post("Ding").build(), PreparedValue.NOTHING))
                .isInstanceOf(Unavailable.class);
        mastodon.faults().clear();
        mastodon.faults().always("POST", "/api/v1/statuses", Effect.answering(Response.html(200, "<h1>Hello</h1>")));
        assertThat(publisher.publish(post("Ding").build(), PreparedValue.NOTHING))
                .isInstanceOf(Indeterminate.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 404, 405, 410, 422})
    void refusalByAPageOfWhatStandsBeforeTheServerIsTriedAgain(int status) {
        Response page = Response.html(status, "<h1>" + status + " page not found</h1>");
        mastodon.faults().always("POST", "/api/v[12]/(statuses|media)", Effect.answering(page));
        assertThat(publisher.publish(post("Ding").build(), PreparedValue.NOTHING))
                .isInstanceOf(Unavailable.class);
        assertThat(publisher.prepare(
                        post("Ding").attachments(FakeAttachment.png("")).build(), Optional.empty()))
                .isInstanceOf(Unavailable.class);
    }

    @ParameterizedTest
    @CsvSource({"404, text/plain, 404 page not found", "404, text/html, ''"})
    void itNeedNotBeHtml(int status, String type, String body) {
        mastodon.faults().always("POST", "/api/v1/statuses", Effect.answering(Response.text(status, type, body)));
        assertThat(publisher.publish(post("Ding").build(), PreparedValue.NOTHING))
                .isInstanceOf(Unavailable.class);
    }

    @ParameterizedTest
    @CsvSource({"401, ReauthorisationNeeded", "408, Indeterminate", "413, Rejected", "429, Throttled"})
    void whatStandsBeforeTheServerMayDecideSomeThings(int status, String outcome) {
        mastodon.faults().always("POST", "/api/v1/statuses", Effect.answering(Response.html(status, "<h1>No</h1>")));
        assertThat(publisher
                        .publish(post("Ding").build(), PreparedValue.NOTHING)
                        .getClass()
                        .getSimpleName())
                .isEqualTo(outcome);
    }

    @Test
    void consentWithoutAScopeAsksForItsOwner() {
        account = Fixtures.account(mastodon, alice, "read");
        assertThat(publisher.publish(post("Ding").build(), PreparedValue.NOTHING))
                .isInstanceOf(ReauthorisationNeeded.class);
        assertThat(publisher.prepare(
                        post("Ding").attachments(FakeAttachment.png("")).build(), Optional.empty()))
                .isInstanceOf(ReauthorisationNeeded.class);
    }

    @Test
    void tooManyUploadsAreThrottledUntilTheServersWindowEnds() {
        for (int i = 0; i < 30; i++) {
            ready(publisher.prepare(
                    post("Many").attachments(FakeAttachment.png("")).build(), Optional.empty()));
        }
        PrepareOutcome outcome = publisher.prepare(
                post("One more").attachments(FakeAttachment.png("")).build(), Optional.empty());
        assertThat(outcome).isInstanceOf(Throttled.class);
        // By our clock, from which the server's differs by what its Date leaves out and the answer takes.
        assertThat(((Throttled) outcome).retryAt().getEpochSecond() % 1_800).isLessThan(30);
    }

    // ---- Doubt --------------------------------------------------------------------------------

    /** The call came back at once. */
    private ReconcileOutcome settle(FakePublishContext context, PreparedValue prepared, Instant startedAt) {
        return settle(context, prepared, startedAt, Optional.of(startedAt));
    }

    private ReconcileOutcome settle(
            FakePublishContext context, PreparedValue prepared, Instant startedAt, Optional<Instant> endedAt) {
        return publisher.reconcile(
                FakePublishContext.of(account).again(context).build(),
                new PastAttempt(new AttemptId("t_1"), startedAt, prepared, 0, endedAt));
    }

    private void lost(FakePublishContext context, PreparedValue prepared) {
        mastodon.faults().next(1, "POST", "/api/v1/statuses", Effect.droppingAfter());
        assertThat(publisher.publish(context, prepared)).isInstanceOf(Indeterminate.class);
    }

    @Test
    void callThatMayBeUnderWayIsLetFinish() {
        FakePublishContext context = post("Ding").build();
        Instant startedAt = clock.instant();
        lost(context, PreparedValue.NOTHING);
        assertThat(settle(context, PreparedValue.NOTHING, startedAt))
                .isEqualTo(new ReconcileOutcome.AskAgain(
                        startedAt.plusSeconds(5), "The call may still be under way at the server."));
        clock.advance(Duration.ofSeconds(5));
        assertThat(settle(context, PreparedValue.NOTHING, startedAt)).isInstanceOf(ReconcileOutcome.RepeatSafe.class);
    }

    @Test
    void callThatWasCutOffJustNowIsLetFinishHoweverLongAgoItBegan() {
        Instant startedAt = clock.instant().minusSeconds(30);
        Instant endedAt = clock.instant();
        FakePublishContext context = post("Ding").build();
        assertThat(settle(context, PreparedValue.NOTHING, startedAt, Optional.of(endedAt)))
                .isEqualTo(new ReconcileOutcome.AskAgain(
                        endedAt.plusSeconds(5), "The call may still be under way at the server."));
        clock.advance(Duration.ofSeconds(5));
        assertThat(settle(context, PreparedValue.NOTHING, startedAt, Optional.of(endedAt)))
                .isInstanceOf(ReconcileOutcome.RepeatSafe.class);
    }

    @Test
    void callWhoseEndNobodyKnowsMayBeUnderWayUntilItsDeadline() {
        Instant startedAt = clock.instant();
        FakePublishContext context = post("Ding").build();
        clock.advance(Duration.ofSeconds(30));
        assertThat(settle(context, PreparedValue.NOTHING, startedAt, Optional.empty()))
                .isEqualTo(new ReconcileOutcome.AskAgain(
                        startedAt.plusSeconds(35), "The call may still be under way at the server."));
        clock.advance(Duration.ofSeconds(5));
        assertThat(settle(context, PreparedValue.NOTHING, startedAt, Optional.empty()))
                .isInstanceOf(ReconcileOutcome.RepeatSafe.class);
    }

    @Test
    void clockThatWasSetBackDoesNotPutADoubtOff() {
        Instant startedAt = clock.instant().plus(Duration.ofHours(1));
        assertThat(settle(post("Ding").build(), PreparedValue.NOTHING, startedAt))
                .isInstanceOf(ReconcileOutcome.RepeatSafe.class);
    }

    @Test
    void whatShowsFilesIsLookedForBeforeItIsSentAgain() {
        FakePublishContext context =
                post("Ding").attachments(FakeAttachment.png("dot")).build();
        PreparedValue prepared = ready(publisher.prepare(context, Optional.empty()));
        Instant startedAt = clock.instant();
        lost(context, prepared);
        mastodon.forgetKeys();
        clock.advance(Duration.ofSeconds(5));
        ReconcileOutcome outcome = settle(context, prepared, startedAt);
        assertThat(outcome).isInstanceOf(ReconcileOutcome.Found.class);
        assertThat(((ReconcileOutcome.Found) outcome).publication().remoteId()).isEqualTo(only().id());
    }

    @Test
    void whatShowsFilesAndIsNotThereIsSentAgain() {
        FakePublishContext context =
                post("Ding").attachments(FakeAttachment.png("dot")).build();
        PreparedValue prepared = ready(publisher.prepare(context, Optional.empty()));
        published(post("Ding").attachments(FakeAttachment.png("dot")).build());
        Instant startedAt = clock.instant();
        clock.advance(Duration.ofSeconds(5));
        assertThat(settle(context, prepared, startedAt)).isInstanceOf(ReconcileOutcome.RepeatSafe.class);
    }

    @Test
    void whatShowsFilesIsNotSentAgainWhereNobodyCanLook() {
        FakePublishContext context =
                post("Ding").attachments(FakeAttachment.png("dot")).build();
        PreparedValue prepared = ready(publisher.prepare(context, Optional.empty()));
        Instant startedAt = clock.instant();
        clock.advance(Duration.ofSeconds(5));
        mastodon.faults()
                .always("GET", "/api/v1/accounts/.*/statuses", Effect.answering(Response.html(503, "<h1>Soon</h1>")));
        assertThat(settle(context, prepared, startedAt)).isInstanceOf(ReconcileOutcome.AskAgain.class);
    }

    @Test
    void onceTheKeyIsForgottenThePostIsLookedFor() {
        FakePublishContext context = post("Grüße an @bob@example.org: https://example.com/?a=1&b=2\n\n<Ende>")
                .build();
        Instant startedAt = clock.instant();
        lost(context, PreparedValue.NOTHING);
        for (int i = 0; i < 45; i++) {
            published(post("Another " + i).build());
        }
        clock.advance(Duration.ofMinutes(51));
        ReconcileOutcome outcome = settle(context, PreparedValue.NOTHING, startedAt);
        assertThat(outcome).isInstanceOf(ReconcileOutcome.Found.class);
        assertThat(((ReconcileOutcome.Found) outcome).publication().remoteId())
                .isEqualTo(mastodon.shown(alice).get(0).id());
    }

    @Test
    void whatIsNotThereOnceTheKeyIsForgottenIsAbsent() {
        published(post("Something else").build());
        clock.advance(Duration.ofMinutes(51));
        assertThat(settle(
                        FakePublishContext.of(account)
                                .text("Never sent")
                                .due(Instant.now())
                                .build(),
                        PreparedValue.NOTHING,
                        clock.instant().minus(Duration.ofMinutes(51))))
                .isInstanceOf(ReconcileOutcome.Absent.class);
    }

    @ParameterizedTest
    @CsvSource({"503, AskAgain", "429, AskAgain", "404, Unknown"})
    void whatDoesNotShowItsSourceIsNotTakenForAnother(int status, String outcome) {
        FakePublishContext context =
                post("Grüße an @bob@example.org: https://example.com/?a=1&b=2").build();
        Instant startedAt = clock.instant();
        lost(context, PreparedValue.NOTHING);
        clock.advance(Duration.ofMinutes(51));
        mastodon.faults()
                .next(
                        1,
                        "GET",
                        ".*/source",
                        Effect.answering(Response.text(status, "application/json", "{\"error\":\"no\"}")));
        assertThat(settle(context, PreparedValue.NOTHING, startedAt).getClass().getSimpleName())
                .isEqualTo(outcome);
        assertThat(settle(context, PreparedValue.NOTHING, startedAt)).isInstanceOf(ReconcileOutcome.Found.class);
    }

    @Test
    void filesTellEqualTextsApart() {
        FakePublishContext context =
                post("The same").attachments(FakeAttachment.png("dot")).build();
        PreparedValue prepared = ready(publisher.prepare(context, Optional.empty()));
        Instant startedAt = clock.instant();
        lost(context, prepared);
        published(post("The same").attachments(FakeAttachment.png("dot")).build());
        clock.advance(Duration.ofMinutes(51));
        ReconcileOutcome outcome = settle(context, prepared, startedAt);
        assertThat(((ReconcileOutcome.Found) outcome).publication().remoteId())
                .isEqualTo(mastodon.shown(alice).get(0).id());
    }

    @Test
    void severalThatSayTheSameAreForAPersonToDecide() {
        FakePublishContext context = post("The same").build();
        Instant startedAt = clock.instant();
        lost(context, PreparedValue.NOTHING);
        published(post("The same").build());
        clock.advance(Duration.ofMinutes(51));
        assertThat(settle(context, PreparedValue.NOTHING, startedAt)).isInstanceOf(ReconcileOutcome.Unknown.class);
    }

    @Test
    void lookThatIsRefusedIsAskedAgain() {
        FakePublishContext context = post("Ding").build();
        Instant startedAt = clock.instant();
        lost(context, PreparedValue.NOTHING);
        clock.advance(Duration.ofMinutes(51));
        mastodon.revoke(alice);
        assertThat(settle(context, PreparedValue.NOTHING, startedAt)).isInstanceOf(ReconcileOutcome.AskAgain.class);
    }

    @Test
    void lookThatIsAnsweredByAPageIsAskedAgain() {
        FakePublishContext context = post("Ding").build();
        Instant startedAt = clock.instant();
        lost(context, PreparedValue.NOTHING);
        clock.advance(Duration.ofMinutes(51));
        mastodon.faults()
                .always("GET", "/api/v1/accounts/.*", Effect.answering(Response.html(404, "404 page not found")));
        assertThat(settle(context, PreparedValue.NOTHING, startedAt)).isInstanceOf(ReconcileOutcome.AskAgain.class);
    }

    /** Another make of server, which speaks the API and ignores keys. */
    @Nested
    class WithoutKeys {

        @BeforeEach
        void startAnother() {
            mastodon.close();
            begin(MastodonSimulator.startCompatible());
            account = Fixtures.with(account, "honoursKeys", "false");
        }

        @Test
        void doubtIsSettledByLooking() {
            assertThat(publisher.capabilities(account).doubt()).isEqualTo(DoubtClass.READABLE);
            FakePublishContext context = post("Ding").build();
            Instant startedAt = clock.instant();
            lost(context, PreparedValue.NOTHING);
            clock.advance(Duration.ofSeconds(10));
            assertThat(settle(context, PreparedValue.NOTHING, startedAt)).isInstanceOf(ReconcileOutcome.Found.class);
        }

        @Test
        void whatIsNotThereMayYetComeForAMinute() {
            FakePublishContext context = post("Dong").build();
            Instant startedAt = clock.instant();
            clock.advance(Duration.ofSeconds(10));
            assertThat(settle(context, PreparedValue.NOTHING, startedAt)).isInstanceOf(ReconcileOutcome.AskAgain.class);
            clock.advance(Duration.ofSeconds(50));
            assertThat(settle(context, PreparedValue.NOTHING, startedAt)).isInstanceOf(ReconcileOutcome.Absent.class);
        }
    }
}
