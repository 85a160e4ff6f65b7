package io.carillon.core.internal.post;

import static io.carillon.core.internal.post.Desk.ANNA;
import static io.carillon.core.internal.post.Desk.BELL;
import static io.carillon.core.internal.post.Desk.HERE;
import static io.carillon.core.internal.post.Desk.NOW;
import static io.carillon.core.internal.post.Desk.TUSK;
import static io.carillon.core.internal.post.Desk.both;
import static io.carillon.core.internal.post.Desk.of;
import static io.carillon.core.internal.post.Desk.scheduled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.carillon.api.model.Attempt;
import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.MissedPolicy;
import io.carillon.api.model.Recurrence;
import io.carillon.api.model.Schedule;
import io.carillon.api.model.Workspace;
import io.carillon.api.service.NotFoundException;
import io.carillon.api.service.Series.Reach;
import io.carillon.api.store.PostWithDeliveries;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Whatever a person decides about a delivery is told in its story: who, when, and what they said. */
class WhoAskedTest {

    private static final OptionalLong ANY = OptionalLong.empty();

    private final Desk desk = new Desk();
    private final PostService service = desk.service;

    private List<Attempt> story(Delivery delivery) {
        List<Attempt> story = service.attempts(HERE, delivery.id());
        assertThat(story).allSatisfy(line -> {
            assertThat(line.by()).contains(ANNA);
            assertThat(line.armedAt()).isEqualTo(NOW.plusSeconds(9));
            assertThat(line.sentAt()).isEmpty();
        });
        return story;
    }

    @Test
    void retryIsToldInTheStoryOfWhatIsRetried() {
        PostWithDeliveries view = desk.become(service.create(HERE, both()), BELL, DeliveryState.FAILED);
        desk.clock.set(NOW.plusSeconds(9));

        service.retry(HERE, of(view, BELL).id(), ANNA);

        assertThat(story(of(view, BELL)))
                .extracting(Attempt::kind, Attempt::result)
                .containsExactly(tuple(Attempt.Kind.RETRIED_BY_PERSON, Attempt.Result.GOES_ON));
        assertThat(story(of(view, TUSK))).isEmpty();
    }

    @Test
    void cancelIsToldOfEachThatItStops() {
        PostWithDeliveries view = desk.become(service.create(HERE, both()), TUSK, DeliveryState.PUBLISHED);
        desk.clock.set(NOW.plusSeconds(9));

        service.cancel(HERE, view.post().id(), ANY, ANNA);
        service.cancel(HERE, view.post().id(), ANY, ANNA);

        assertThat(story(of(view, BELL)))
                .extracting(Attempt::kind, Attempt::result)
                .containsExactly(tuple(Attempt.Kind.CANCELLED_BY_PERSON, Attempt.Result.CALLED_OFF));
        assertThat(story(of(view, TUSK))).isEmpty();
    }

    @Test
    void oneDeliveryIsCancelledAlone() {
        PostWithDeliveries view = service.create(HERE, both());
        desk.clock.set(NOW.plusSeconds(9));

        Delivery cancelled = service.cancel(HERE, of(view, BELL).id(), ANNA);

        assertThat(cancelled.state()).isEqualTo(DeliveryState.CANCELLED);
        assertThat(of(service.get(HERE, view.post().id()), TUSK)).isEqualTo(of(view, TUSK));
        assertThat(story(cancelled)).hasSize(1);
    }

    @Test
    void approvalAndRejectionAreToldWithWhatWasSaid() {
        desk.workspaces.update(new Workspace(HERE, "Default", ZoneOffset.UTC, MissedPolicy.DEFAULT, true, 1));
        PostWithDeliveries view = service.create(HERE, scheduled(BELL));
        desk.clock.set(NOW.plusSeconds(9));

        service.approve(HERE, view.post().id(), ANY, ANNA);
        service.reject(HERE, view.post().id(), ANY, ANNA, "The door is blue.");

        assertThat(story(of(view, BELL)))
                .extracting(Attempt::kind, Attempt::detail)
                .containsExactlyInAnyOrder(
                        tuple(Attempt.Kind.APPROVED_BY_PERSON, "A person approved revision 1 of the post."),
                        tuple(
                                Attempt.Kind.REJECTED_BY_PERSON,
                                "A person rejected revision 1 of the post: The door is blue."));
    }

    @Test
    void postThatWasOnlyTalkedAboutIsStillRemoved() {
        PostWithDeliveries view = service.create(HERE, scheduled(BELL));
        service.cancel(HERE, view.post().id(), ANY, ANNA);

        service.remove(HERE, view.post().id(), ANY);

        assertThatThrownBy(() -> service.get(HERE, view.post().id())).isInstanceOf(NotFoundException.class);
    }

    @Test
    void occurrenceThatWasTriedTellsWhoTookItOutOfItsSeries() {
        LocalDateTime start = LocalDateTime.of(2026, 3, 2, 9, 0);
        Schedule schedule =
                Schedule.at(start, ZoneOffset.UTC).withRecurrence(Optional.of(Recurrence.of("FREQ=DAILY;COUNT=3")));
        PostWithDeliveries view = service.create(HERE, scheduled(BELL).withSchedule(Optional.of(schedule)));
        view = desk.become(
                view, BELL, builder -> builder.state(DeliveryState.FAILED).attempts(1));
        Delivery failed = of(view, BELL);
        desk.clock.set(NOW.plusSeconds(9));

        desk.series.cancel(HERE, view.post().id(), failed.occurrence().orElseThrow(), Reach.THIS, ANY, ANNA);

        assertThat(story(failed)).extracting(Attempt::kind).containsExactly(Attempt.Kind.CANCELLED_BY_PERSON);
    }
}
