package io.carillon.core.internal.post;

import static io.carillon.core.internal.post.Desk.ANNA;
import static io.carillon.core.internal.post.Desk.DUE;
import static io.carillon.core.internal.post.Desk.HERE;
import static io.carillon.core.internal.post.Desk.LOST;
import static io.carillon.core.internal.post.Desk.NOW;
import static io.carillon.core.internal.post.Desk.of;
import static io.carillon.core.internal.post.Desk.scheduled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.api.model.Attempt;
import io.carillon.api.model.Content;
import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.Post;
import io.carillon.api.model.Problem;
import io.carillon.api.model.Publication;
import io.carillon.api.model.ThreadPart;
import io.carillon.api.service.ConflictException;
import io.carillon.api.store.PostChange;
import io.carillon.api.store.PostWithDeliveries;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

/** What people decide about the steps that follow what was published. */
class StepDecisionTest {

    private static final OptionalLong ANY = OptionalLong.empty();

    private final Desk desk = new Desk();
    private final PostService service = desk.service;

    private static Post followed(String comment, String... parts) {
        List<ThreadPart> thread = List.of(parts).stream()
                .map(text -> new ThreadPart(text, List.of()))
                .toList();
        return scheduled(LOST)
                .withContent(
                        new Content("1", List.of(), List.of(), Optional.empty(), Optional.ofNullable(comment), thread));
    }

    /** Published, its steps yet to be taken. */
    private Delivery published(Post post) {
        PostWithDeliveries view = desk.become(service.create(HERE, post), LOST, DeliveryState.IN_DOUBT);
        return service.resolve(HERE, of(view, LOST).id(), true, Optional.of("remote-7"), ANNA);
    }

    private List<Delivery> stepsOf(Delivery delivery) {
        return service.steps(List.of(delivery.id())).getOrDefault(delivery.id(), List.of());
    }

    private Delivery become(Delivery step, DeliveryState state) {
        Delivery after = step.toBuilder().state(state).wakeAt(Optional.empty()).build();
        desk.store.change(new PostChange(
                service.get(HERE, step.post()).post(),
                1,
                List.of(),
                List.of(new PostChange.DeliveryChange(step, after)),
                List.of()));
        return service.delivery(HERE, step.id());
    }

    private static void assertConflict(Runnable change, String code) {
        assertThatThrownBy(change::run)
                .asInstanceOf(InstanceOfAssertFactories.type(ConflictException.class))
                .extracting(ConflictException::code)
                .isEqualTo(code);
    }

    @Test
    void postThatAPersonFoundPublishedIsFollowedByItsSteps() {
        Delivery resolved = published(followed("More soon"));

        assertThat(stepsOf(resolved)).singleElement().satisfies(step -> {
            assertThat(step.state()).isEqualTo(DeliveryState.SCHEDULED);
            assertThat(step.wakeAt()).isPresent();
        });
        assertThat(service.get(HERE, resolved.post()).stepsOf(resolved)).isEqualTo(stepsOf(resolved));
    }

    @Test
    void failedStepsOfAPublishedDeliveryAreRetriedTogetherOrOneByOne() {
        PostWithDeliveries view =
                desk.become(service.create(HERE, followed("More soon")), LOST, DeliveryState.IN_DOUBT);
        Delivery published = service.resolve(HERE, of(view, LOST).id(), true, Optional.empty(), ANNA);
        Delivery failed = stepsOf(published).get(0);
        assertThat(failed.state()).isEqualTo(DeliveryState.FAILED);

        Delivery after = service.retry(HERE, published.id(), ANNA);

        assertThat(after.state()).isEqualTo(DeliveryState.PUBLISHED);
        assertThat(stepsOf(published).get(0).state()).isEqualTo(DeliveryState.RETRYING);
        assertThat(stepsOf(published).get(0).key()).isEqualTo(failed.key());
        assertConflict(() -> service.retry(HERE, published.id(), ANNA), "not-failed");
        assertConflict(() -> service.retry(HERE, failed.id(), ANNA), "not-failed");
    }

    @Test
    void commentInDoubtThatWasPublishedIsSettledByItself() {
        Delivery post = published(followed("More soon", "2"));
        Delivery comment = become(stepsOf(post).get(0), DeliveryState.IN_DOUBT);

        Delivery resolved = service.resolve(HERE, comment.id(), true, Optional.of("remote-8"), ANNA);

        assertThat(resolved.state()).isEqualTo(DeliveryState.PUBLISHED);
        assertThat(resolved.publication().map(Publication::remoteId)).contains("remote-8");
        assertThat(stepsOf(resolved)).isEmpty();
        assertThat(service.delivery(HERE, post.id())).isEqualTo(post);
        assertThat(stepsOf(post)).hasSize(2);
        assertThat(service.attempts(HERE, comment.id())).singleElement().satisfies(said -> {
            assertThat(said.kind()).isEqualTo(Attempt.Kind.RESOLVED_BY_PERSON);
            assertThat(said.by()).contains(ANNA);
            assertThat(said.detail()).contains("remote-8");
        });
    }

    @Test
    void partInDoubtThatWasPublishedLetsTheNextOneBegin() {
        Delivery post = published(followed(null, "2", "3"));
        Delivery second = become(stepsOf(post).get(0), DeliveryState.IN_DOUBT);
        assertThat(stepsOf(post).get(1).wakeAt()).isEmpty();

        service.resolve(HERE, second.id(), true, Optional.of("remote-8"), ANNA);

        assertThat(stepsOf(post).get(1).wakeAt()).isPresent();
        assertThat(stepsOf(post).get(1).problem()).isEmpty();
    }

    @Test
    void partInDoubtThatWasNotPublishedHoldsTheNextOneUntilItIsRetried() {
        Delivery post = published(followed(null, "2", "3"));
        Delivery second = become(stepsOf(post).get(0), DeliveryState.IN_DOUBT);

        Delivery resolved = service.resolve(HERE, second.id(), false, Optional.empty(), ANNA);

        assertThat(resolved.state()).isEqualTo(DeliveryState.FAILED);
        assertThat(stepsOf(post).get(1).wakeAt()).isEmpty();
        assertThat(stepsOf(post).get(1).problem().map(Problem::code)).contains("blocked");
        assertThat(service.retry(HERE, second.id(), ANNA).state()).isEqualTo(DeliveryState.RETRYING);
        assertThat(stepsOf(post).get(1).problem()).isEmpty();
        assertThat(service.attempts(HERE, second.id()))
                .extracting(Attempt::kind)
                .containsExactlyInAnyOrder(Attempt.Kind.RESOLVED_BY_PERSON, Attempt.Kind.RETRIED_BY_PERSON);
    }

    @Test
    void oneStepIsCancelledAndTakenUpAgainWithItsKey() {
        Delivery post = published(followed("More soon", "2"));
        Delivery comment = stepsOf(post).get(0);
        Delivery other = stepsOf(post).get(1);

        Delivery cancelled = service.cancel(HERE, comment.id(), ANNA);

        assertThat(cancelled.state()).isEqualTo(DeliveryState.CANCELLED);
        assertThat(stepsOf(post).get(1)).isEqualTo(other);
        assertConflict(() -> service.retry(HERE, post.id(), ANNA), "not-failed");
        desk.clock.set(DUE.plus(Duration.ofDays(3)));
        desk.nudges = 0;

        Delivery taken = service.retry(HERE, comment.id(), ANNA);

        assertThat(taken)
                .isEqualTo(comment.toBuilder()
                        .due(DUE.plus(Duration.ofDays(3)))
                        .wakeAt(Optional.of(DUE.plus(Duration.ofDays(3))))
                        .build());
        assertThat(desk.nudges).isEqualTo(1);
        assertThat(service.attempts(HERE, comment.id()))
                .extracting(Attempt::kind)
                .containsExactly(Attempt.Kind.CANCELLED_BY_PERSON, Attempt.Kind.RETRIED_BY_PERSON);
    }

    @Test
    void partThatIsTakenUpWaitsForTheOneBeforeIt() {
        Delivery post = published(followed(null, "2", "3"));
        Delivery second = stepsOf(post).get(0);
        Delivery third = stepsOf(post).get(1);
        service.cancel(HERE, post.post(), ANY, ANNA);

        Delivery taken = service.retry(HERE, third.id(), ANNA);

        assertThat(taken.state()).isEqualTo(DeliveryState.SCHEDULED);
        assertThat(taken.wakeAt()).isEmpty();
        assertThat(taken.problem().map(Problem::code)).contains("blocked");
        Delivery again = service.retry(HERE, second.id(), ANNA);
        assertThat(again.wakeAt()).contains(NOW);
        assertThat(service.delivery(HERE, third.id()).problem()).isEmpty();
        become(again, DeliveryState.PUBLISHED);
        assertThat(service.delivery(HERE, third.id()).wakeAt()).isPresent();
    }

    @Test
    void cancellingADeliveryStopsItsStepsAndIsRefusedWhereNothingIsYetToBeSent() {
        Delivery post = published(followed("More soon", "2"));

        Delivery after = service.cancel(HERE, post.id(), ANNA);

        assertThat(after).isEqualTo(post);
        assertThat(stepsOf(post)).extracting(Delivery::state).containsOnly(DeliveryState.CANCELLED);
        assertConflict(() -> service.cancel(HERE, post.id(), ANNA), "not-cancellable");
        Delivery step = stepsOf(post).get(0);
        assertThat(service.cancel(HERE, step.id(), ANNA)).isEqualTo(step);
        become(step, DeliveryState.ARMED);
        assertConflict(() -> service.cancel(HERE, post.id(), ANNA), ConflictException.PUBLISHING_NOW);
        assertConflict(() -> service.cancel(HERE, step.id(), ANNA), ConflictException.PUBLISHING_NOW);
    }
}
