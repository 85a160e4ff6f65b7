package io.carillon.publisher.sandbox.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.api.model.Account;
import io.carillon.api.model.AttemptId;
import io.carillon.api.model.Grant;
import io.carillon.api.model.Options;
import io.carillon.api.model.Platform;
import io.carillon.api.model.Publication;
import io.carillon.api.model.Step;
import io.carillon.api.model.Violation;
import io.carillon.api.publisher.ConnectOutcome;
import io.carillon.api.publisher.DoubtClass;
import io.carillon.api.publisher.FollowUp;
import io.carillon.api.publisher.Indeterminate;
import io.carillon.api.publisher.Metrics;
import io.carillon.api.publisher.MetricsOutcome;
import io.carillon.api.publisher.PastAttempt;
import io.carillon.api.publisher.PreparedValue;
import io.carillon.api.publisher.PublishContext;
import io.carillon.api.publisher.PublishOutcome;
import io.carillon.api.publisher.Published;
import io.carillon.api.publisher.ReconcileOutcome;
import io.carillon.api.publisher.Rejected;
import io.carillon.api.publisher.Throttled;
import io.carillon.api.publisher.Unavailable;
import io.carillon.api.publisher.spi.Publisher;
import io.carillon.publisher.contract.FakeAttachment;
import io.carillon.publisher.contract.FakePublishContext;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SandboxPublisherTest {

    private static final Instant NOW = Instant.now();

    private final List<Duration> pauses = new ArrayList<>();

    @TempDir
    Path folder;

    private Wall wall;
    private SandboxPublisher publisher;

    @BeforeEach
    void open() throws IOException {
        Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
        wall = Wall.open(folder, clock);
        WallAddress address = WallAddress.at("http://127.0.0.1:8080");
        Troubles troubles = new Troubles(new SplittableRandom(7));
        publisher =
                new SandboxPublisher(address, new SandboxNetwork(() -> wall, address, troubles, pauses::add, clock));
    }

    @AfterEach
    void close() throws IOException {
        wall.close();
    }

    @Test
    void onlyTheFirstTriesOfEachDeliveryFailWhereThatIsAskedFor() {
        Account account = account("fail", "unavailable", "failTimes", "2");
        for (int delivery = 0; delivery < 3; delivery++) {
            FakePublishContext context = context(account, "Delivery " + delivery);
            assertThat(publish(context)).isInstanceOf(Unavailable.class);
            assertThat(publish(context)).isInstanceOf(Unavailable.class);
            assertThat(publish(context)).isInstanceOf(Published.class);
        }
    }

    @Test
    void aShareOfTheTriesFails() {
        Account account = account("fail", "reject", "failProbability", "0.25");
        long failed = IntStream.range(0, 1_000)
                .mapToObj(i -> publish(context(account, "Post " + i)))
                .filter(Rejected.class::isInstance)
                .count();
        assertThat(failed).isBetween(200L, 300L);
    }

    @Test
    void nothingFailsWithProbabilityZero() {
        Account account = account("fail", "reject", "failProbability", "0");
        assertThat(publish(context(account, "Post"))).isInstanceOf(Published.class);
    }

    @Test
    void throttledSenderIsToldToComeBackWhenItWasAskedFor() {
        Account account = account("fail", "throttle", "retryAfterSeconds", "90");
        assertThat(publish(context(account, "Post")))
                .isInstanceOfSatisfying(Throttled.class, throttled -> assertThat(throttled.retryAt())
                        .isEqualTo(NOW.plusSeconds(90)));
    }

    @Test
    void slowAnswerComesAfterItsDelay() {
        assertThat(publish(context(account("delayMs", "200"), "Post"))).isInstanceOf(Published.class);
        assertThat(pauses).containsExactly(Duration.ofMillis(200));
    }

    @Test
    void answerAfterTheDeadlineIsLostThoughThePostIsThere() throws IOException {
        FakePublishContext context = FakePublishContext.of(account("delayMs", "600000"))
                .text("Post")
                .patience(Duration.ofSeconds(3))
                .build();
        assertThat(publish(context)).isInstanceOf(Indeterminate.class);
        assertThat(pauses).singleElement().satisfies(pause -> assertThat(pause).isLessThan(Duration.ofSeconds(30)));
        assertThat(wall.postCount()).isEqualTo(1);
    }

    @Test
    void lostAnswerOfANetworkThatOffersNothingReallyDoublesWhenItIsSentAgain() throws IOException {
        FakePublishContext context = context(account("fail", "lost-answer", "failTimes", "1", "doubt", "none"), "Post");
        assertThat(publish(context)).isInstanceOf(Indeterminate.class);
        assertThat(publish(context)).isInstanceOf(Published.class);
        assertThat(wall.postCount()).isEqualTo(2);
    }

    @Test
    void duplicateOfAnotherDeliveryIsRefusedWhereDuplicatesAre() throws IOException {
        Account account = account("doubt", "PROBE");
        FakePublishContext first = context(account, "Same");
        PublishOutcome published = publish(first);
        assertThat(publish(first)).isEqualTo(published);
        assertThat(publish(context(account, "Same"))).isInstanceOfSatisfying(Rejected.class, rejected -> assertThat(
                        rejected.problem().code())
                .isEqualTo("duplicate"));
        assertThat(wall.postCount()).isEqualTo(1);
    }

    @Test
    void doubtOfAnAccountIsWhatItsSettingsSay() {
        assertThat(publisher.capabilities(account()).doubt()).isEqualTo(DoubtClass.KEYED);
        for (DoubtClass doubt : DoubtClass.values()) {
            assertThat(publisher.capabilities(account("doubt", doubt.name())).doubt())
                    .isEqualTo(doubt);
        }
    }

    @Test
    void threadAndFirstCommentFollowUnderThePostOnce() throws IOException {
        Publication post = ((Published) publish(context(account(), "1/2"))).publication();
        FakePublishContext part = FakePublishContext.of(account())
                .text("2/2")
                .attachments(FakeAttachment.png("Dot"))
                .build();
        FakePublishContext comment = context(account(), "Link in bio");
        for (int i = 0; i < 2; i++) {
            assertThat(follow(part, step(Step.Kind.THREAD_PART, post))).isInstanceOf(Published.class);
            assertThat(follow(comment, step(Step.Kind.FIRST_COMMENT, post))).isInstanceOf(Published.class);
        }
        PastAttempt attempt = new PastAttempt(new AttemptId("t_1"), NOW, PreparedValue.NOTHING, 0);
        assertThat(publisher.reconcile(part, step(Step.Kind.THREAD_PART, post), attempt))
                .isInstanceOf(ReconcileOutcome.RepeatSafe.class);
        assertThat(follow(context(account(), ""), step(Step.Kind.PERMALINK, post)))
                .isEqualTo(new Published(post));
        Wall.Thread thread = wall.find(post.remoteId()).orElseThrow();
        assertThat(thread.replies()).extracting(reply -> reply.content().text()).containsExactly("2/2", "Link in bio");
        assertThat(thread.replies().get(0).content().media()).hasSize(1);
    }

    @Test
    void stepUnderAPostThatIsGoneIsRefused() {
        FakePublishContext context = FakePublishContext.of(account())
                .text("Post")
                .firstComment("Comment")
                .build();
        Publication gone = new Publication("p77", Optional.empty(), NOW);
        assertThat(follow(context, step(Step.Kind.FIRST_COMMENT, gone))).isInstanceOf(Rejected.class);
    }

    @Test
    void accountIsConnectedWithoutAnySetting() {
        ConnectOutcome outcome = publisher.connect(Map.of(), Grant.none());
        assertThat(((ConnectOutcome.Identities) outcome).all()).singleElement().satisfies(identity -> {
            assertThat(identity.handle()).isEqualTo("@sandbox");
            assertThat(identity.displayName()).isEqualTo("Sandbox");
        });
    }

    @Test
    void handleIsTakenWithOrWithoutItsSign() {
        for (String handle : List.of("red.door", "@red.door", " @red.door ")) {
            ConnectOutcome outcome = publisher.connect(Map.of("handle", handle), Grant.none());
            assertThat(((ConnectOutcome.Identities) outcome).all())
                    .singleElement()
                    .satisfies(identity -> {
                        assertThat(identity.handle()).isEqualTo("@red.door");
                        assertThat(identity.displayName()).isEqualTo("Red Door");
                    });
        }
    }

    @Test
    void everyWrongSettingIsRefusedAtOnceWithTheFix() {
        Map<String, String> wrong = Map.of(
                "handle", "red door",
                "fail", "sometimes",
                "failProbability", "1.5",
                "failTimes", "-1",
                "retryAfterSeconds", "a while",
                "delayMs", "600001",
                "doubt", "SOME");
        ConnectOutcome outcome = publisher.connect(wrong, Grant.none());
        List<Violation> violations = ((ConnectOutcome.Refused) outcome).violations();
        assertThat(violations)
                .extracting(Violation::field)
                .containsExactlyInAnyOrderElementsOf(wrong.keySet().stream()
                        .map(field -> "settings." + field)
                        .toList());
        assertThat(violations)
                .filteredOn(violation -> violation.field().equals("settings.fail"))
                .singleElement()
                .satisfies(violation -> {
                    assertThat(violation.limit()).isEqualTo("throttle, unavailable, reject, lost-answer, revoked");
                    assertThat(violation.actual()).isEqualTo("sometimes");
                    assertThat(violation.message()).contains("must be one of").contains("sometimes");
                });
    }

    @Test
    void accountWithWrongSettingsPublishesNothing() throws IOException {
        assertThat(publish(context(account("fail", "sometimes"), "Post"))).isInstanceOf(Rejected.class);
        assertThat(wall.postCount()).isZero();
    }

    @Test
    void isFoundWithoutAContainer() {
        assertThat(ServiceLoader.load(Publisher.class))
                .singleElement()
                .satisfies(found -> assertThat(found.profile().platform()).isEqualTo(Platform.SANDBOX));
    }

    private PublishOutcome publish(PublishContext context) {
        return publisher.publish(context, PreparedValue.NOTHING);
    }

    private static FakePublishContext context(Account account, String text) {
        return FakePublishContext.of(account).text(text).build();
    }

    private static FollowUp step(Step.Kind kind, Publication post) {
        return new FollowUp(kind, 0, List.of(post));
    }

    private PublishOutcome follow(PublishContext context, FollowUp step) {
        return publisher.follow(context, step, PreparedValue.NOTHING);
    }

    private static Account account(String... settings) {
        Map<String, String> map = new HashMap<>();
        for (int i = 0; i < settings.length; i += 2) {
            map.put(settings[i], settings[i + 1]);
        }
        return Account.of(Platform.SANDBOX, "@bell", "Bell", Grant.none()).withSettings(map);
    }

    @Test
    void moodThatThePostSaysIsOnTheWall() throws IOException {
        Account account = account();
        publish(FakePublishContext.of(account)
                .text("Ding")
                .options(Options.of("mood", "glad"))
                .build());
        publish(context(account, "Dong"));

        assertThat(wall.after(Optional.empty(), 9))
                .extracting(thread -> thread.post().content().mood())
                .containsExactly(Optional.of("glad"), Optional.empty());
    }

    @Test
    void figuresAreWhatIsWrittenUnderAPost() throws IOException {
        Receipt.Submission text = new Receipt.Submission(
                "@a", "A", "a_1", "d_1", "", "Text", Optional.empty(), List.of(), Optional.empty());
        String id = wall.accept(text, Optional.empty(), Wall.Repeats.SHOWN_AGAIN)
                .receipt()
                .id();
        wall.accept(text, Optional.of(id), Wall.Repeats.SHOWN_AGAIN);
        Publication there = new Publication(id, Optional.empty(), NOW);
        Publication gone = new Publication("p99", Optional.empty(), NOW);

        Map<String, Metrics> figures = ((MetricsOutcome.Read)
                        publisher.fetch(Account.of(Platform.SANDBOX, "@a", "A", Grant.none()), List.of(there, gone)))
                .figures();

        assertThat(figures).containsOnlyKeys(id);
        assertThat(figures.get(id).values()).isEqualTo(Map.of("comments", 1L));
    }
}
