package io.carillon.publisher.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.api.model.Violation;
import io.carillon.api.publisher.DoubtClass;
import io.carillon.api.publisher.Indeterminate;
import io.carillon.api.publisher.MediaRule;
import io.carillon.api.publisher.PrepareAgain;
import io.carillon.api.publisher.PrepareOutcome;
import io.carillon.api.publisher.PreparedValue;
import io.carillon.api.publisher.PublishOutcome;
import io.carillon.api.publisher.Published;
import io.carillon.api.publisher.PublisherProfile;
import io.carillon.api.publisher.Ready;
import io.carillon.api.publisher.ReauthorisationNeeded;
import io.carillon.api.publisher.ReconcileOutcome;
import io.carillon.api.publisher.Rejected;
import io.carillon.api.publisher.Throttled;
import io.carillon.api.publisher.Unavailable;
import io.carillon.publisher.contract.VisiblePosts.VisiblePost;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What Carillon relies on in every publisher. A plugin's test extends this class and answers its questions; the network
 * that it publishes to is a fake on this machine, fresh for every test.
 */
@ExtendWith(ChecklistGuard.class)
public abstract class PublisherContract extends AfterwardsRules {

    /** Umlauts, signs outside the first plane, joined emoji, a right-to-left word, a quote, markup, empty lines. */
    protected static final String DIFFICULT =
            "Grüße aus Zürich – “fein”!\n\n👩‍👩‍👧‍👦 𝔘nd: שלום <b>& \"x\"</b> 100 % 'n' \\n\nletzte Zeile 🏳️‍🌈";

    /** By how much clocks may differ, and more. */
    private static final Duration LONG_AFTER = Duration.ofHours(1);

    private static final Duration LONGEST_WINDOW = Duration.ofDays(1);
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final Duration GRACE = Duration.ofSeconds(5);

    // ---- The network as data ------------------------------------------------------------------

    @Test
    void profileIsTheSameWheneverItIsAskedFor() {
        assertThat(publisher().profile()).isEqualTo(publisher().profile());
        assertThat(publisher().profile().name()).isNotBlank();
        assertThat(publisher().profile().platform()).isEqualTo(account().platform());
    }

    @Test
    void iconIsASmallSvgThatOnlyDraws() {
        String icon = publisher().profile().icon();
        assertThat(icon.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(4096);
        assertThat(Svg.problems(icon)).isEmpty();
        assertThat(icon).as("takes the colour of its surroundings").contains("currentColor");
    }

    @Test
    void mediaRulesAgreeWithEachOther() {
        PublisherProfile profile = publisher().profile();
        assertThat(profile.media().minCount())
                .isLessThanOrEqualTo(profile.media().maxCount());
        for (MediaRule rule : profile.media().rules()) {
            assertThat(rule.maxBytes()).isPositive();
            assertThat(rule.maxCount()).isBetween(1, profile.media().maxCount());
            assertThat(rule.types()).isNotEmpty().allMatch(type -> MediaRule.Kind.of(type) == rule.kind());
        }
    }

    @Test
    void fieldsToConnectWithHaveNamesOfTheirOwn() {
        assertThat(publisher().profile().connect().allFields())
                .allMatch(field -> !field.label().isBlank())
                .extracting(field -> field.name())
                .doesNotHaveDuplicates()
                .allMatch(name -> name.matches("[a-z][A-Za-z0-9]*"));
    }

    @Test
    void whatAnAccountMayDoIsKnownWithoutTheNetwork() {
        rehearseIfPossible(Fault.UNAVAILABLE);
        assertThat(publisher().capabilities(account())).isEqualTo(publisher().capabilities(account()));
    }

    /** A host that is written into the code shows here: in a test everything is on this machine. */
    @Test
    void everythingThatItCallsIsConfigured() {
        PublisherProfile profile = publisher().profile();
        List<URI> addresses = new ArrayList<>(profile.baseUrls().values());
        addresses.removeAll(shownOnly());
        assertThat(addresses).allMatch(Loopback::isAt, "is on this machine");
    }

    @Test
    void limitsAreOnesThatAPostCanKeep() {
        PublisherProfile profile = publisher().profile();
        assertThat(profile.prepareWindow()).isLessThanOrEqualTo(LONGEST_WINDOW);
        assertThat(profile.rateLimits())
                .allSatisfy(limit -> assertThat(limit.toString()).isNotBlank());
        assertThat(profile.name())
                .hasSizeLessThanOrEqualTo(40)
                .isEqualTo(profile.name().strip());
        assertThat(publisher().check(account(), post("x").build().message()))
                .as("the shortest post there is")
                .noneMatch(violation -> violation.severity() == Violation.Severity.ERROR);
    }

    // ---- Checking -----------------------------------------------------------------------------

    @Test
    void goodPostHasNoProblem() {
        assertThat(publisher().check(account(), post("A good post.").build().message()))
                .noneMatch(violation -> violation.severity() == Violation.Severity.ERROR);
    }

    @Test
    void allProblemsAreToldAtOnce() {
        appliesIf(wrong().isPresent(), "check has no rule of its own");
        Wrong wrong = wrong().orElseThrow();
        List<Violation> violations = publisher().check(wrong.account(), wrong.message());
        assertThat(violations).extracting(Violation::field).containsAll(wrong.fields());
        assertThat(violations)
                .allMatch(violation -> !violation.rule().isBlank())
                .allMatch(violation -> !violation.message().isBlank());
    }

    // ---- Preparing ----------------------------------------------------------------------------

    @Test
    void preparingShowsNothing() throws IOException {
        prepare(post("Not yet.").attachments(pictures()).build());
        assertThat(visible()).isEmpty();
    }

    @Test
    void withoutAWindowPreparingAlwaysGivesTheSame() {
        appliesIf(publisher().profile().prepareWindow().isZero(), "prepares ahead");
        FakePublishContext context = post("Same.").attachments(pictures()).build();
        PrepareOutcome first = publisher().prepare(context, Optional.empty());
        rehearseIfPossible(Fault.UNAVAILABLE);
        assertThat(publisher().prepare(context, Optional.empty())).isEqualTo(first);
        assertThat(first).isInstanceOf(Ready.class);
        assertThat(context.checkpoints()).isEmpty();
    }

    @Test
    void preparingGoesOnFromWhatWasStored() throws IOException {
        FakePublishContext context =
                post("Twice prepared.").attachments(pictures()).build();
        PreparedValue value = prepare(context);
        PreparedValue again = prepare(context, Optional.of(value));
        published(publisher().publish(context, again));
        assertThat(visible()).hasSize(1);
    }

    // ---- Publishing ---------------------------------------------------------------------------

    @Test
    void publishedPostIsVisibleOnce() throws IOException {
        Instant before = Instant.now();
        Published published = published(attempt(post("Hello, world.").build()));
        assertThat(visible()).singleElement().satisfies(post -> {
            assertThat(post.text()).isEqualTo("Hello, world.");
            assertThat(post.remoteId()).isEqualTo(published.publication().remoteId());
        });
        assertThat(published.publication().publishedAt())
                .isBetween(before.minus(LONG_AFTER), Instant.now().plus(LONG_AFTER));
        published.publication().permalink().ifPresent(link -> assertThat(link)
                .matches(URI::isAbsolute, "is absolute")
                .matches(uri -> uri.getScheme().startsWith("http"), "can be opened"));
    }

    @Test
    void textArrivesAsItWasWritten() throws IOException {
        published(attempt(post(DIFFICULT).build()));
        assertThat(visible()).singleElement().extracting(VisiblePost::text).isEqualTo(DIFFICULT);
    }

    @Test
    void picturesArriveAsTheyAre() throws IOException {
        appliesIf(takesPng(), "takes no PNG pictures");
        FakeAttachment picture = FakeAttachment.png("A red dot");
        published(attempt(post("With a picture.").attachments(picture).build()));
        assertThat(visible()).singleElement().satisfies(post -> assertThat(post.media())
                .singleElement()
                .satisfies(bytes -> assertThat(bytes).isEqualTo(picture.bytes())));
    }

    @Test
    void unreadablePicturePublishesNothing() throws IOException {
        appliesIf(takesPng(), "takes no PNG pictures");
        PublishOutcome outcome = attempt(post("With a lost picture.")
                .attachments(FakeAttachment.png("").unreadable())
                .build());
        assertThat(outcome).isInstanceOfAny(Unavailable.class, Rejected.class);
        assertThat(visible()).isEmpty();
    }

    @Test
    void postsOfSeveralThreadsAreAllVisibleOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<PublishOutcome>> calls = IntStream.range(0, 32)
                    .<Callable<PublishOutcome>>mapToObj(
                            i -> () -> attempt(post("Post number " + i).build()))
                    .toList();
            for (Future<PublishOutcome> call : threads.invokeAll(calls)) {
                published(call.get());
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(visible())
                .extracting(VisiblePost::text)
                .doesNotHaveDuplicates()
                .hasSize(32);
    }

    // ---- What the network can say -------------------------------------------------------------

    @Test
    void throttledPostSaysWhenToTryAgainAndIsNotVisible() throws IOException {
        Instant before = Instant.now();
        FakePublishContext context = post("Too many.").build();
        PublishOutcome outcome = refused(Fault.THROTTLED, context);
        assertThat(outcome).isInstanceOf(Throttled.class);
        assertThat(((Throttled) outcome).retryAt()).isAfterOrEqualTo(before.minusSeconds(1));
        publishesAfterwards(context);
    }

    @Test
    void unavailableNetworkHasAcceptedNothing() throws IOException {
        FakePublishContext context = post("Nobody home.").build();
        assertThat(refused(Fault.UNAVAILABLE, context)).isInstanceOf(Unavailable.class);
        publishesAfterwards(context);
    }

    @Test
    void rejectedPostSaysWhy() throws IOException {
        PublishOutcome outcome = refused(Fault.REJECTED, post("Not like this.").build());
        assertThat(outcome).isInstanceOf(Rejected.class);
        assertThat(((Rejected) outcome).problem().code()).isNotBlank();
        assertThat(((Rejected) outcome).problem().detail()).isNotBlank();
    }

    @Test
    void revokedGrantAsksForItsOwner() throws IOException {
        FakePublishContext context = post("Who are you?").build();
        assertThat(refused(Fault.REVOKED, context)).isInstanceOf(ReauthorisationNeeded.class);
        publishesAfterwards(context);
    }

    @Test
    void whatTheNetworkForgotIsPreparedAfresh() throws IOException {
        FakePublishContext context =
                post("Do you remember?").attachments(pictures()).build();
        PreparedValue prepared = prepare(context);
        rehearseOrSkip(Fault.FORGOTTEN);
        assertThat(publisher().publish(again(context), prepared)).isInstanceOf(PrepareAgain.class);
        assertThat(visible()).isEmpty();
        calm();
        publishesAfterwards(context);
    }

    @Test
    void discardingWhatWasPreparedShowsNothingAndHurtsNobody() throws IOException {
        FakePublishContext context =
                post("Thought better of it.").attachments(pictures()).build();
        PreparedValue prepared = prepare(context);
        publisher().discard(again(context), prepared);
        rehearseIfPossible(Fault.UNAVAILABLE);
        publisher().discard(again(context), prepared);
        calm();
        assertThat(visible()).isEmpty();
        published(attempt(post("Another one.").attachments(pictures()).build()));
        assertThat(visible()).hasSize(1);
    }

    // ---- Doubt --------------------------------------------------------------------------------

    @Test
    void lostAnswerIsDoubtAndSettlingItShowsNoSecondPost() throws IOException {
        FakePublishContext context =
                post("Did you hear me?").attachments(pictures()).build();
        Instant startedAt = Instant.now();
        PreparedValue prepared = prepare(context);
        rehearseOrSkip(Fault.LOST_ANSWER);
        assertThat(publisher().publish(again(context), prepared)).isInstanceOf(Indeterminate.class);
        calm();
        assertThat(visible()).as("the rehearsal accepts the post").hasSize(1);
        String id = visible().get(0).remoteId();

        ReconcileOutcome settled = publisher().reconcile(again(context), attempt(startedAt, prepared));

        settledAs(settled, id, () -> published(publisher().publish(again(context), prepared))
                .publication()
                .remoteId());
        assertThat(visible()).hasSize(1);
    }

    @Test
    void repeatingUnderTheSameKeyShowsNoSecondPost() throws IOException {
        appliesIf(doubt() == DoubtClass.KEYED, "repeating is not harmless on this network");
        FakePublishContext context = post("Once and for all.").build();
        PreparedValue prepared = prepare(context);
        Published first = published(publisher().publish(context, prepared));
        Published second = published(publisher().publish(again(context), prepared));
        assertThat(second.publication().remoteId())
                .isEqualTo(first.publication().remoteId());
        assertThat(visible()).hasSize(1);
    }

    @Test
    void whatIsAbsentCanBeSentAfterAll() throws IOException {
        FakePublishContext context = post("At last.").build();
        PreparedValue prepared = prepare(context);
        notFound(publisher().reconcile(context, attempt(Instant.now(), prepared)));
        published(publisher().publish(again(context), prepared));
        assertThat(visible()).hasSize(1);
    }

    @Test
    void whatNeverArrivedIsNotFound() throws IOException {
        FakePublishContext context = post("Never sent.").build();
        notFound(publisher().reconcile(context, attempt(Instant.now(), prepare(context))));
    }

    @Test
    void olderEqualPostIsNotTakenForThisOne() throws IOException {
        FakePublishContext older = post("The same every week.").build();
        published(attempt(older));
        FakePublishContext context = post("The same every week.").build();
        notFound(publisher().reconcile(context, attempt(Instant.now().plus(LONG_AFTER), prepare(context))));
    }

    @Test
    void equalPostOfAnotherDeliveryIsNotTakenForThisOne() throws IOException {
        appliesIf(tellsDeliveriesApart(), "cannot tell equal posts of two deliveries apart");
        Instant startedAt = Instant.now();
        FakePublishContext context = post("Said by two.").build();
        PreparedValue prepared = prepare(context);
        String other =
                published(attempt(post("Said by two.").build())).publication().remoteId();

        notFound(publisher().reconcile(context, attempt(startedAt, prepared)));

        PublishOutcome outcome = publisher().publish(context, prepared);
        if (outcome instanceof Published own) {
            assertThat(own.publication().remoteId()).isNotEqualTo(other);
        } else {
            assertThat(doubt())
                    .as("only a network that refuses duplicates may refuse it")
                    .isEqualTo(DoubtClass.PROBE);
            assertThat(outcome).isInstanceOf(Rejected.class);
        }
    }

    // ---- Deadlines and secrets ----------------------------------------------------------------

    @Test
    void hangingCallComesBackAtItsDeadlineAsDoubt() throws IOException {
        FakePublishContext context =
                FakePublishContext.of(account()).text("Hello?").build();
        PreparedValue prepared = prepare(context);
        rehearseOrSkip(Fault.HANGING);
        FakePublishContext hurried = FakePublishContext.of(account())
                .again(context)
                .patience(PATIENCE)
                .build();
        assertThat(publisher().publish(hurried, prepared)).isInstanceOf(Indeterminate.class);
        assertThat(Instant.now()).isBefore(hurried.deadline().plus(GRACE));
    }

    @Test
    void secretsAreNeverTold() throws IOException {
        Collection<String> secrets = account().grant().secrets().values();
        appliesIf(!secrets.isEmpty(), "the account has no secret");
        List<String> told = new ArrayList<>();
        try (Captured logged = Captured.open()) {
            for (Fault fault : rehearsable()) {
                FakePublishContext context = post("Told with " + fault).build();
                PreparedValue prepared = prepare(context);
                rehearse(fault);
                told.add(prepared.value());
                told.add(publisher()
                        .publish(
                                FakePublishContext.of(account())
                                        .again(context)
                                        .patience(PATIENCE)
                                        .build(),
                                prepared)
                        .toString());
                calm();
                told.add(publisher()
                        .reconcile(again(context), attempt(Instant.now(), prepared))
                        .toString());
            }
            told.add(attempt(post("And without.").build()).toString());
            told.add(logged.text());
        }
        assertThat(String.join("\n", told)).doesNotContain(secrets.toArray(CharSequence[]::new));
    }

    // ---- The checklist ------------------------------------------------------------------------

    @Test
    void checklistNamesEveryRuleAndNoOther() {
        Checklist checklist = Checklist.of(this);
        assertThat(checklist.rules())
                .as(checklist.toString())
                .containsExactlyInAnyOrderElementsOf(Checklist.allRules());
    }
}
