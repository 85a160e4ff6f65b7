package io.carillon.core.internal.post;

import static io.carillon.core.internal.post.Desk.BELL;
import static io.carillon.core.internal.post.Desk.DUE;
import static io.carillon.core.internal.post.Desk.HERE;
import static io.carillon.core.internal.post.Desk.NOW;
import static io.carillon.core.internal.post.Desk.TUSK;
import static io.carillon.core.internal.post.Desk.WINDOW;
import static io.carillon.core.internal.post.Desk.at;
import static io.carillon.core.internal.post.Desk.both;
import static io.carillon.core.internal.post.Desk.of;
import static io.carillon.core.internal.post.Desk.post;
import static io.carillon.core.internal.post.Desk.scheduled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.carillon.api.model.Attempt;
import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.Problem;
import io.carillon.api.model.Publication;
import io.carillon.api.model.Schedule;
import io.carillon.api.service.ConflictException;
import io.carillon.api.service.NotFoundException;
import io.carillon.api.store.Claim;
import io.carillon.api.store.PostWithDeliveries;
import io.carillon.api.store.Settlement;
import io.carillon.api.store.StaleException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Scheduling, publishing now, cancelling, removing, retrying and resolving. */
class DecisionTest {

    private static final OptionalLong ANY = OptionalLong.empty();

    private final Desk desk = new Desk();
    private final PostService service = desk.service;

    @Test
    void draftIsScheduled() {
        PostWithDeliveries draft = service.create(HERE, post(BELL));

        PostWithDeliveries scheduled = service.schedule(HERE, draft.post().id(), OptionalLong.of(1), at(DUE));

        assertThat(scheduled.post().revision()).isEqualTo(2);
        assertThat(scheduled.post().post().schedule()).contains(at(DUE));
        assertThat(of(scheduled, BELL).due()).isEqualTo(DUE);
        assertThat(of(scheduled, BELL).revision()).isEqualTo(2);
    }

    @Test
    void publishingNowIsDueNowInTheZoneOfThePostOrElseOfTheWorkspace() {
        PostWithDeliveries draft = service.create(HERE, post(BELL));
        PostWithDeliveries tokyo =
                service.create(HERE, post(TUSK).withSchedule(Optional.of(Schedule.at(DUE, ZoneId.of("Asia/Tokyo")))));
        desk.clock.set(NOW.plusSeconds(5));

        PostWithDeliveries first = service.publishNow(HERE, draft.post().id(), ANY);
        PostWithDeliveries second = service.publishNow(HERE, tokyo.post().id(), ANY);

        assertThat(of(first, BELL).due()).isEqualTo(NOW.plusSeconds(5));
        assertThat(of(first, BELL).wakeAt()).contains(NOW.plusSeconds(5));
        assertThat(first.post().post().schedule().orElseThrow().zone()).isEqualTo(ZoneId.of("Europe/Berlin"));
        assertThat(second.post().post().schedule().orElseThrow().zone()).isEqualTo(ZoneId.of("Asia/Tokyo"));
    }

    @Test
    void publishingNowSendsWhatIsUnsentHeldOrFailedAndLeavesTheRest() {
        PostWithDeliveries view = desk.become(service.create(HERE, both()), BELL, DeliveryState.PUBLISHED);
        view = desk.become(view, TUSK, DeliveryState.MISSED);
        desk.clock.set(DUE.plus(Duration.ofDays(3)));

        PostWithDeliveries after = service.publishNow(HERE, view.post().id(), ANY);

        assertThat(of(after, BELL).state()).isEqualTo(DeliveryState.PUBLISHED);
        assertThat(of(after, TUSK).state()).isEqualTo(DeliveryState.SCHEDULED);
        assertThat(of(after, TUSK).wakeAt()).contains(DUE.plus(Duration.ofDays(3)));
    }

    @Test
    void postThatWasPublishedEverywhereHasNothingLeftToSchedule() {
        PostWithDeliveries view = desk.become(service.create(HERE, scheduled(BELL)), BELL, DeliveryState.PUBLISHED);

        assertConflict(() -> service.publishNow(HERE, view.post().id(), ANY), "published");
        assertConflict(() -> service.schedule(HERE, view.post().id(), ANY, at(DUE)), "published");
    }

    @ParameterizedTest
    @EnumSource(names = {"SCHEDULED", "WAITING", "RETRYING", "FAILED", "MISSED"})
    void cancellingStopsWhatIsUnsentAndIsNoEdit(DeliveryState state) {
        PostWithDeliveries view = desk.become(service.create(HERE, both()), TUSK, DeliveryState.PUBLISHED);
        view = desk.become(view, BELL, builder -> builder.state(state).retryAt(Optional.of(DUE)));

        PostWithDeliveries after = service.cancel(HERE, view.post().id(), ANY, Desk.ANNA);

        assertThat(of(after, BELL).state()).isEqualTo(DeliveryState.CANCELLED);
        assertThat(of(after, BELL).wakeAt()).isEmpty();
        assertThat(of(after, BELL).retryAt()).isEmpty();
        assertThat(of(after, TUSK)).isEqualTo(of(view, TUSK));
        assertThat(after.post()).isEqualTo(view.post());
    }

    @Test
    void cancellingLeavesADoubtToBeSettled() {
        PostWithDeliveries view = desk.become(service.create(HERE, both()), TUSK, DeliveryState.IN_DOUBT);

        PostWithDeliveries after = service.cancel(HERE, view.post().id(), ANY, Desk.ANNA);

        assertThat(of(after, TUSK)).isEqualTo(of(view, TUSK));
        assertThat(of(after, BELL).state()).isEqualTo(DeliveryState.CANCELLED);
    }

    @Test
    void cancellingADraftChangesNothing() {
        PostWithDeliveries draft = service.create(HERE, post(BELL));
        desk.nudges = 0;

        assertThat(service.cancel(HERE, draft.post().id(), ANY, Desk.ANNA)).isEqualTo(draft);
        assertThat(desk.nudges).isZero();
    }

    @Test
    void postOfWhichNothingWasAttemptedIsRemovedEvenWhileItIsBeingPrepared() {
        PostWithDeliveries view = service.create(HERE, scheduled(TUSK));
        desk.claim(DUE.minus(WINDOW));

        service.remove(HERE, view.post().id(), OptionalLong.of(1));

        assertThatThrownBy(() -> service.get(HERE, view.post().id())).isInstanceOf(NotFoundException.class);
    }

    @Test
    void postWithAStoryIsNotRemoved() {
        PostWithDeliveries view =
                desk.become(service.create(HERE, both()), BELL, builder -> builder.state(DeliveryState.FAILED)
                        .attempts(1));

        assertConflict(() -> service.remove(HERE, view.post().id(), ANY), "attempted");
        assertThat(service.get(HERE, view.post().id())).isEqualTo(view);
    }

    @Test
    void failedDeliveryIsRetriedAtOnceUnderTheSameKey() {
        PostWithDeliveries view =
                desk.become(service.create(HERE, both()), BELL, builder -> builder.state(DeliveryState.FAILED)
                        .attempts(5)
                        .wakeAt(Optional.empty()));
        desk.clock.set(DUE.plusSeconds(99));
        desk.nudges = 0;

        Delivery retried = service.retry(HERE, of(view, BELL).id(), Desk.ANNA);

        assertThat(retried)
                .isEqualTo(of(view, BELL).toBuilder()
                        .state(DeliveryState.RETRYING)
                        .retryAt(Optional.of(DUE.plusSeconds(99)))
                        .wakeAt(Optional.of(DUE.plusSeconds(99)))
                        .lateFrom(Optional.of(DUE.plusSeconds(99)))
                        .build());
        assertThat(desk.nudges).isEqualTo(1);
        assertThat(service.get(HERE, view.post().id()).post()).isEqualTo(view.post());
        assertThat(service.attempts(HERE, retried.id()))
                .extracting(Attempt::kind, Attempt::number, Attempt::detail)
                .containsExactly(tuple(Attempt.Kind.RETRIED_BY_PERSON, 6, "A person asked for another try."));
    }

    @Test
    void onlyWhatFailedIsRetriedAndOnlyADoubtIsResolved() {
        PostWithDeliveries view = service.create(HERE, scheduled(BELL));
        for (DeliveryState state : DeliveryState.values()) {
            view = desk.become(view, BELL, state);
            Delivery delivery = of(view, BELL);
            if (state != DeliveryState.FAILED) {
                assertConflict(() -> service.retry(HERE, delivery.id(), Desk.ANNA), "not-failed");
            }
            if (state != DeliveryState.IN_DOUBT) {
                assertConflict(
                        () -> service.resolve(HERE, delivery.id(), true, Optional.empty(), Desk.ANNA), "not-in-doubt");
            }
            assertThat(service.delivery(HERE, delivery.id())).isEqualTo(delivery);
        }
        assertThat(service.attempts(HERE, of(view, BELL).id())).isEmpty();
    }

    /** A delivery whose call was sent 3 ms after it was due and never answered. */
    private Delivery doubtful() {
        PostWithDeliveries view = service.create(HERE, scheduled(BELL));
        Claim claim = desk.claim(DUE).get(0);
        Delivery doubtful = claim.delivery().toBuilder()
                .state(DeliveryState.IN_DOUBT)
                .attempts(1)
                .wakeAt(Optional.of(DUE.plusSeconds(30)))
                .problem(Optional.of(new Problem("no-answer", "The answer was lost")))
                .build();
        Attempt attempt = new Attempt(
                claim.id(),
                doubtful.id(),
                Attempt.Kind.PUBLISH,
                1,
                "north",
                DUE,
                Optional.of(DUE.plusMillis(3)),
                Optional.empty(),
                Attempt.Result.INDETERMINATE,
                "The answer was lost");
        desk.store.settle(List.of(new Settlement(
                claim.id(),
                doubtful,
                Optional.of(attempt),
                Optional.of(new Claim.Doubted(claim.id(), DUE.plusMillis(3), 0)),
                false)));
        desk.clock.set(DUE.plusSeconds(600));
        return of(service.get(HERE, view.post().id()), BELL);
    }

    @Test
    void doubtIsSettledAsPublishedByAPersonsWord() {
        Delivery doubtful = doubtful();

        Delivery resolved = service.resolve(HERE, doubtful.id(), true, Optional.of("remote-7"), Desk.ANNA);

        assertThat(resolved)
                .isEqualTo(doubtful.toBuilder()
                        .state(DeliveryState.PUBLISHED)
                        .wakeAt(Optional.empty())
                        .publication(Optional.of(new Publication("remote-7", Optional.empty(), DUE.plusMillis(3))))
                        .lateness(Optional.of(Duration.ofMillis(3)))
                        .problem(Optional.empty())
                        .build());
        assertThat(service.attempts(HERE, doubtful.id())).hasSize(2).last().satisfies(attempt -> {
            assertThat(attempt.kind()).isEqualTo(Attempt.Kind.RESOLVED_BY_PERSON);
            assertThat(attempt.result()).isEqualTo(Attempt.Result.PUBLISHED);
            assertThat(attempt.number()).isEqualTo(1);
            assertThat(attempt.armedAt()).isEqualTo(DUE.plusSeconds(600));
            assertThat(attempt.detail()).contains("remote-7");
        });
    }

    @Test
    void whereItWasPublishedNeedNotBeKnown() {
        Delivery resolved = service.resolve(HERE, doubtful().id(), true, Optional.empty(), Desk.ANNA);

        assertThat(resolved.state()).isEqualTo(DeliveryState.PUBLISHED);
        assertThat(resolved.publication()).isEmpty();
    }

    @Test
    void doubtSettledAsNotPublishedFailsAndIsSentOnlyWhenAPersonAsks() {
        Delivery doubtful = doubtful();

        Delivery resolved = service.resolve(HERE, doubtful.id(), false, Optional.empty(), Desk.ANNA);

        assertThat(resolved.state()).isEqualTo(DeliveryState.FAILED);
        assertThat(resolved.wakeAt()).isEmpty();
        assertThat(resolved.problem().map(Problem::code)).contains("not-published");
        assertThat(service.attempts(HERE, doubtful.id()))
                .last()
                .extracting(Attempt::result)
                .isEqualTo(Attempt.Result.ABSENT);
        assertThat(service.retry(HERE, doubtful.id(), Desk.ANNA).key()).isEqualTo(doubtful.key());
    }

    @Test
    void changeThatLostARaceIsMadeAgainOnWhatIsThere() {
        Desk raced = new Desk(store -> new RacingStore(store, 2));
        PostWithDeliveries created = raced.service.create(HERE, scheduled(BELL));

        PostWithDeliveries edited =
                raced.service.publishNow(HERE, created.post().id(), ANY);

        assertThat(edited.post().revision()).isEqualTo(4);
        assertThat(edited.post().post().labels()).containsExactlyInAnyOrder("race-0", "race-1");
        assertThat(of(edited, BELL).due()).isEqualTo(NOW);
    }

    @Test
    void changeThatLosesEveryRaceIsRefused() {
        Desk raced = new Desk(store -> new RacingStore(store, 100));
        PostWithDeliveries created = raced.service.create(HERE, scheduled(BELL));

        assertThatThrownBy(() -> raced.service.publishNow(HERE, created.post().id(), ANY))
                .isInstanceOf(StaleException.class);
    }

    @Test
    void changeThatLostARaceAgainstAnExpectedRevisionIsRefused() {
        Desk raced = new Desk(store -> new RacingStore(store, 1));
        PostWithDeliveries created = raced.service.create(HERE, scheduled(BELL));

        assertThatThrownBy(() -> raced.service.publishNow(HERE, created.post().id(), OptionalLong.of(1)))
                .isInstanceOf(StaleException.class)
                .hasMessageContaining("from revision 1 to 2");
    }

    @Test
    void raceLostToTheEngineEndsInTheWordThatItIsBeingPublished() {
        Desk[] held = new Desk[1];
        Desk raced = new Desk(store -> new RacingStore(store, () -> held[0].claim(DUE)));
        held[0] = raced;
        PostWithDeliveries created = raced.service.create(HERE, scheduled(BELL));

        assertConflict(
                () -> raced.service.cancel(HERE, created.post().id(), ANY, Desk.ANNA),
                ConflictException.PUBLISHING_NOW);
    }

    @Test
    void everyStateThatAPersonMayChangeLeadsWhereTheLifecycleAllows() {
        PostWithDeliveries view = service.create(HERE, scheduled(BELL));
        Instant later = DUE.plusSeconds(60);
        for (DeliveryState state : EnumSet.allOf(DeliveryState.class)) {
            if (state.isEditable()) {
                view = desk.become(view, BELL, state);
                view = service.schedule(HERE, view.post().id(), ANY, at(later));
                assertThat(of(view, BELL).state()).isEqualTo(DeliveryState.SCHEDULED);
            }
        }
    }

    private static void assertConflict(Runnable change, String code) {
        assertThatThrownBy(change::run)
                .asInstanceOf(InstanceOfAssertFactories.type(ConflictException.class))
                .extracting(ConflictException::code)
                .isEqualTo(code);
    }
}
