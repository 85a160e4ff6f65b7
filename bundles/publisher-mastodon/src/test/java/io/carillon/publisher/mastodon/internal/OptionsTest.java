package io.carillon.publisher.mastodon.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.carillon.api.model.Account;
import io.carillon.api.model.AttemptId;
import io.carillon.api.model.Options;
import io.carillon.api.model.Publication;
import io.carillon.api.model.Step;
import io.carillon.api.model.Violation;
import io.carillon.api.publisher.FollowUp;
import io.carillon.api.publisher.PastAttempt;
import io.carillon.api.publisher.PostOption;
import io.carillon.api.publisher.PreparedValue;
import io.carillon.api.publisher.PublishOutcome;
import io.carillon.api.publisher.Published;
import io.carillon.api.publisher.ReconcileOutcome;
import io.carillon.itests.simulators.mastodon.MastodonSimulator;
import io.carillon.itests.simulators.mastodon.MastodonSimulator.Shown;
import io.carillon.itests.simulators.mastodon.User;
import io.carillon.publisher.contract.FakePublishContext;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What one post says of itself, whatever its account says of all. */
class OptionsTest {

    private MastodonSimulator mastodon;
    private User alice;
    private Account account;
    private MastodonPublisher publisher;

    @BeforeEach
    void start() {
        mastodon = MastodonSimulator.start();
        alice = mastodon.createUser("alice");
        account = Fixtures.account(mastodon, alice);
        publisher = new MastodonPublisher(Fixtures.CONFIG, Fixtures.client(), Clock.systemUTC());
    }

    @AfterEach
    void stop() {
        mastodon.close();
    }

    private FakePublishContext post(String text, Options options) {
        return FakePublishContext.of(account).text(text).options(options).build();
    }

    private static Publication published(PublishOutcome outcome) {
        assertThat(outcome).isInstanceOf(Published.class);
        return ((Published) outcome).publication();
    }

    private Publication publish(String text, Options options) {
        return published(publisher.publish(post(text, options), PreparedValue.NOTHING));
    }

    private Shown only() {
        assertThat(mastodon.shown(alice)).hasSize(1);
        return mastodon.shown(alice).get(0);
    }

    @Test
    void profileDeclaresThem() {
        assertThat(publisher.profile().options())
                .extracting(PostOption::name, PostOption::kind)
                .containsExactly(
                        tuple("visibility", PostOption.Kind.CHOICE),
                        tuple("contentWarning", PostOption.Kind.TEXT),
                        tuple("sensitive", PostOption.Kind.FLAG),
                        tuple("language", PostOption.Kind.TEXT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"public", "unlisted", "private", "direct"})
    void visibilityIsThePosts(String visibility) {
        account = Fixtures.with(account, "visibility", "unlisted");
        publish("Ding", Options.of("visibility", visibility));
        assertThat(only().visibility()).isEqualTo(visibility);
    }

    @Test
    void warningAndLanguageAreThePosts() {
        publish("Ding", new Options(Map.of("contentWarning", "Bells", "language", "de"), Map.of()));
        assertThat(only().spoiler()).isEqualTo("Bells");
        assertThat(only().sensitive()).isTrue();
        assertThat(only().language()).contains("de");
    }

    @Test
    void emptyWarningTakesTheAccountsAway() {
        account = Fixtures.with(account, "contentWarning", "Bells");
        publish("Ding", Options.of("contentWarning", ""));
        assertThat(only().spoiler()).isEmpty();
        assertThat(only().sensitive()).isFalse();
    }

    @Test
    void filesAreBlurredWithoutAWarningToo() {
        publish("Ding", Options.of("sensitive", true));
        assertThat(only().sensitive()).isTrue();
        assertThat(only().spoiler()).isEmpty();
    }

    @Test
    void whatFollowsIsSeenByTheSamePeople() {
        Options quiet = new Options(Map.of("visibility", "private", "contentWarning", "Bells"), Map.of());
        Publication root = publish("One", quiet);
        FollowUp part = new FollowUp(Step.Kind.THREAD_PART, 0, List.of(root));
        published(publisher.follow(post("Two", quiet), part, PreparedValue.NOTHING));
        FollowUp comment = new FollowUp(Step.Kind.FIRST_COMMENT, 0, List.of(root));
        published(publisher.follow(post("Three", quiet), comment, PreparedValue.NOTHING));
        assertThat(mastodon.shown(alice))
                .extracting(Shown::text, Shown::visibility, Shown::spoiler)
                .containsExactly(
                        tuple("One", "private", "Bells"),
                        tuple("Two", "private", "Bells"),
                        tuple("Three", "private", "Bells"));
    }

    @Test
    void warningCountsAsTheServerCountsIt() {
        Options warned = Options.of("contentWarning", "https://example.com/a-long-way");
        assertThat(publisher.length(account, warned, "Ding")).hasValue(30 + 4);
        publish("x".repeat(470), warned);
        assertThat(publisher.publish(post("x".repeat(471), warned), PreparedValue.NOTHING))
                .isNotInstanceOf(Published.class);
    }

    @Test
    void whatTheProfileCannotSayIsChecked() {
        Options odd = new Options(Map.of("language", "Deutsch", "contentWarning", "Bells"), Map.of("sensitive", false));
        assertThat(publisher.check(account, post("Ding", odd).message()))
                .extracting(Violation::field, Violation::rule, Violation::severity)
                .containsExactly(
                        tuple("options.language", "language", Violation.Severity.ERROR),
                        tuple("options.sensitive", "warned-of", Violation.Severity.WARNING));
        assertThat(publisher.check(
                        account, post("Ding", Options.of("language", "pt-BR")).message()))
                .isEmpty();
    }

    @Test
    void doubtIsSettledByTheWarningOfThePost() {
        account = Fixtures.with(Fixtures.with(account, "contentWarning", "Other"), "honoursKeys", "false");
        FakePublishContext context = post("Ding", Options.of("contentWarning", "Bells"));
        Publication made = published(publisher.publish(context, PreparedValue.NOTHING));
        PastAttempt old =
                new PastAttempt(new AttemptId("t_1"), Instant.now().minusSeconds(60), PreparedValue.NOTHING, 0);
        assertThat(publisher.reconcile(context, old))
                .isInstanceOfSatisfying(
                        ReconcileOutcome.Found.class,
                        found -> assertThat(found.publication().remoteId()).isEqualTo(made.remoteId()));
    }
}
