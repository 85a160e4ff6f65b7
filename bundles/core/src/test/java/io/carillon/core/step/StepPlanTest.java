package io.carillon.core.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.api.model.Account;
import io.carillon.api.model.Content;
import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryId;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.Grant;
import io.carillon.api.model.IdempotencyKey;
import io.carillon.api.model.Options;
import io.carillon.api.model.Platform;
import io.carillon.api.model.Post;
import io.carillon.api.model.PostId;
import io.carillon.api.model.Preparation;
import io.carillon.api.model.Publication;
import io.carillon.api.model.Step;
import io.carillon.api.model.StoredPost;
import io.carillon.api.model.ThreadPart;
import io.carillon.api.model.Variation;
import io.carillon.api.model.Workspace;
import io.carillon.api.publisher.Counting;
import io.carillon.api.publisher.Feature;
import io.carillon.api.publisher.PublisherProfile;
import io.carillon.api.publisher.TextRule;
import io.carillon.core.FakePublisher;
import io.carillon.core.publisher.PublisherRegistry;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class StepPlanTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final Account BELL = Account.of(Platform.SANDBOX, "@bell", "Bell", Grant.none());
    private static final Optional<URI> ADDRESS = Optional.of(URI.create("https://network.test/1"));

    private final PublisherRegistry publishers = PublisherRegistry.create();
    private final AtomicInteger keys = new AtomicInteger();
    private final StepPlan plan = new StepPlan(publishers, () -> new IdempotencyKey("k" + keys.incrementAndGet(), NOW));

    private static final Post POST = Post.to(BELL)
            .build()
            .withContent(new Content(
                    "1/3",
                    List.of(),
                    List.of(),
                    Optional.empty(),
                    Optional.of("Link in bio"),
                    List.of(new ThreadPart("2/3", List.of()), new ThreadPart("3/3", List.of()))));

    private void install(Duration window, Feature... features) {
        publishers.add(new FakePublisher(
                PublisherProfile.builder(Platform.SANDBOX, "Sandbox", TextRule.of(500, Counting.GRAPHEMES))
                        .features(features)
                        .prepareWindow(window)
                        .build()));
    }

    private static Delivery published(Optional<Publication> publication) {
        StoredPost stored = new StoredPost(new PostId("p_1"), Workspace.DEFAULT_ID, 1, POST, NOW, NOW);
        return Delivery.scheduled(
                        new DeliveryId("d_1"), stored, BELL, NOW, new IdempotencyKey("k0", NOW), Preparation.NONE, NOW)
                .toBuilder()
                .state(DeliveryState.PUBLISHED)
                .publication(publication)
                .build();
    }

    private List<Delivery> steps(Optional<URI> permalink) {
        return plan.of(published(Optional.of(new Publication("1", permalink, NOW))), POST, NOW);
    }

    @Test
    void everyStepHasItsTextAndAKeyOfItsOwnAndOnlyTheFirstPartWakes() {
        install(Duration.ZERO, Feature.FIRST_COMMENT, Feature.THREAD);

        List<Delivery> steps = steps(ADDRESS);

        assertThat(steps)
                .extracting(step -> step.step().orElseThrow().content().text())
                .containsExactly("Link in bio", "2/3", "3/3");
        assertThat(steps).extracting(step -> step.key().value()).containsExactly("k1", "k2", "k3");
        assertThat(steps).extracting(step -> step.id().value()).containsExactly("d_1.0", "d_1.1", "d_1.2");
        assertThat(steps)
                .extracting(Delivery::wakeAt)
                .containsExactly(Optional.of(NOW), Optional.of(NOW), Optional.empty());
        assertThat(steps).extracting(Delivery::preparation).containsOnly(Preparation.NONE);
        assertThat(steps).extracting(Delivery::state).containsOnly(DeliveryState.SCHEDULED);
    }

    @Test
    void stepsKeepTheOptionsWithWhichThePostWasPublished() {
        install(Duration.ZERO, Feature.FIRST_COMMENT, Feature.THREAD);
        Options unlisted = Options.of("visibility", "unlisted");
        Post post = new Post(
                POST.content(),
                List.of(Variation.on(Platform.SANDBOX).withOptions(unlisted)),
                POST.labels(),
                POST.accounts(),
                POST.schedule());

        List<Delivery> steps = plan.of(published(Optional.of(new Publication("1", ADDRESS, NOW))), post, NOW);

        assertThat(steps)
                .extracting(step -> step.step().orElseThrow().options())
                .containsExactly(unlisted, unlisted, unlisted);
    }

    @Test
    void whatTheNetworkDoesNotOfferIsLeftOut() {
        install(Duration.ofMinutes(5), Feature.FIRST_COMMENT);

        assertThat(steps(Optional.empty())).singleElement().satisfies(step -> {
            assertThat(step.step().orElseThrow().kind()).isEqualTo(Step.Kind.FIRST_COMMENT);
            assertThat(step.preparation()).isEqualTo(Preparation.PENDING);
        });
    }

    @Test
    void nothingIsLeftOutWhileNobodyKnowsWhatTheNetworkOffers() {
        assertThat(steps(ADDRESS)).hasSize(3);
    }

    @Test
    void permalinkIsLookedUpWhereItIsToldLater() {
        install(Duration.ZERO, Feature.PERMALINK);

        assertThat(steps(ADDRESS)).isEmpty();
        assertThat(steps(Optional.empty()))
                .extracting(step -> step.step().orElseThrow().kind())
                .containsExactly(Step.Kind.PERMALINK);
    }

    @Test
    void stepsOfAPostThatWasPublishedNobodyKnowsWhereCannotBeTaken() {
        install(Duration.ZERO, Feature.THREAD);

        assertThat(plan.of(published(Optional.empty()), POST, NOW)).allSatisfy(step -> {
            assertThat(step.state()).isEqualTo(DeliveryState.FAILED);
            assertThat(step.problem().orElseThrow().code()).isEqualTo("parent-unknown");
            assertThat(step.wakeAt()).isEmpty();
        });
    }
}
