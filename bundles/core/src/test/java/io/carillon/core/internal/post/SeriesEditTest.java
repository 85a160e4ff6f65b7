package io.carillon.core.internal.post;

import static io.carillon.core.internal.post.Desk.HERE;
import static io.carillon.core.internal.post.Desk.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.Post;
import io.carillon.api.model.Schedule;
import io.carillon.api.service.Series.Reach;
import io.carillon.api.store.PostWithDeliveries;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What people do with a post that comes back as a whole. */
class SeriesEditTest extends RecurringPosts {

    @Test
    void editOfAllGoesToAllThatIsUnsentAndListsTheOthers() {
        PostWithDeliveries view = created("FREQ=DAILY;COUNT=4");
        become(view, START, DeliveryState.PUBLISHED);
        become(now(view), START.plusDays(1), DeliveryState.FAILED);
        desk.clock.set(Instant.parse("2026-03-03T12:00:00Z"));

        PostWithDeliveries edited =
                desk.service.edit(HERE, view.post().id(), ANY, text(view.post().post(), "Other"));

        assertThat(edited.deliveries()).hasSize(4);
        assertThat(at(edited, START).revision()).isEqualTo(1);
        assertThat(at(edited, START.plusDays(1)).state()).isEqualTo(DeliveryState.FAILED);
        assertThat(planned(edited)).containsExactly(THIRD, START.plusDays(3));
        assertThat(edited.deliveries()).filteredOn(d -> d.revision() == 2).hasSize(3);
    }

    @Test
    void movedSeriesShiftsWithItsExceptions() {
        PostWithDeliveries view = created("FREQ=DAILY;COUNT=4");
        desk.series.cancel(HERE, view.post().id(), THIRD, Reach.THIS, ANY, Desk.ANNA);
        become(now(view), START, DeliveryState.PUBLISHED);
        desk.clock.set(Instant.parse("2026-03-02T12:00:00Z"));
        Post skipping = now(view).post().post();
        Schedule later = Schedule.at(START.plusHours(1), BERLIN)
                .withRecurrence(skipping.schedule().orElseThrow().recurrence());

        PostWithDeliveries moved =
                desk.service.edit(HERE, view.post().id(), ANY, skipping.withSchedule(Optional.of(later)));

        assertThat(planned(moved))
                .containsExactly(
                        START.plusDays(1).plusHours(1), START.plusDays(3).plusHours(1));
        assertThat(moved.deliveries()).hasSize(3);
    }

    @Test
    void cancelledSeriesStopsUntilItsTimesAreChosenAnew() {
        PostWithDeliveries view = created("FREQ=DAILY");

        PostWithDeliveries cancelled = desk.service.cancel(HERE, view.post().id(), ANY, Desk.ANNA);
        assertThat(cancelled.state()).isEqualTo(DeliveryState.CANCELLED);
        assertThat(desk.series.extend()).isEmpty();
        PostWithDeliveries edited =
                desk.service.edit(HERE, view.post().id(), ANY, text(view.post().post(), "Other"));
        assertThat(planned(edited)).isEmpty();

        PostWithDeliveries again = desk.service.schedule(
                HERE, view.post().id(), ANY, view.post().post().schedule().orElseThrow());

        assertThat(planned(again)).hasSize(60);
        assertThat(desk.store.nextExtension()).isPresent();
    }

    @Test
    void seriesBecomesASingleTimeAndBack() {
        PostWithDeliveries view = created("FREQ=DAILY;COUNT=5");
        Post single = view.post().post().withSchedule(Optional.of(Schedule.at(START, BERLIN)));

        PostWithDeliveries once = desk.service.edit(HERE, view.post().id(), ANY, single);

        assertThat(once.deliveries()).singleElement().satisfies(delivery -> {
            assertThat(delivery.occurrence()).isEmpty();
            assertThat(delivery.state()).isEqualTo(DeliveryState.SCHEDULED);
        });
        assertThat(planned(desk.service.edit(HERE, view.post().id(), ANY, recurring("FREQ=DAILY;COUNT=5"))))
                .hasSize(5);
        PostWithDeliveries draft = desk.service.edit(
                HERE, view.post().id(), ANY, view.post().post().withSchedule(Optional.empty()));
        assertThat(draft.state()).isEqualTo(DeliveryState.DRAFT);
        assertThat(draft.deliveries()).isEmpty();
    }

    @Test
    void occurrenceThatASeriesHasAgainIsMeantAndNotThePostThatItOnceBecame() {
        PostWithDeliveries view = created("FREQ=DAILY;COUNT=4");
        PostWithDeliveries once = edit(view, THIRD, Reach.THIS, post -> text(post, "Just today"));
        desk.service.edit(HERE, view.post().id(), ANY, recurring("FREQ=DAILY;COUNT=4"));
        assertThat(planned(now(view))).contains(THIRD);

        PostWithDeliveries again = edit(view, THIRD, Reach.THIS, post -> text(post, "Once more"));

        assertThat(again.post().id()).isNotEqualTo(once.post().id());
        assertThat(planned(now(view))).doesNotContain(THIRD);
        desk.clock.advance(Duration.ofSeconds(1));
        desk.service.edit(HERE, view.post().id(), ANY, recurring("FREQ=DAILY;COUNT=4"));
        desk.series.cancel(HERE, view.post().id(), THIRD, Reach.THIS, ANY, Desk.ANNA);
        assertThat(planned(now(view))).doesNotContain(THIRD);
        assertThat(now(once).state()).isEqualTo(DeliveryState.SCHEDULED);
        assertThat(now(again).state()).isEqualTo(DeliveryState.SCHEDULED);
    }

    @Test
    void changeThatRacesWithAnExtensionIsMadeAgain() {
        Desk[] racing = new Desk[1];
        PostWithDeliveries[] view = new PostWithDeliveries[1];
        boolean[] done = new boolean[1];
        racing[0] = new Desk(store -> new RacingStore(store, () -> {
            if (view[0] != null && !done[0]) {
                done[0] = true;
                racing[0].clock.set(NOW.plus(Duration.ofDays(45)));
                racing[0].series.extend();
            }
        }));
        PostWithDeliveries post = racing[0].service.create(HERE, recurring("FREQ=DAILY"));
        view[0] = post;

        PostWithDeliveries edited = racing[0].service.edit(
                HERE, post.post().id(), ANY, text(post.post().post(), "Other"));

        assertThat(done[0]).isTrue();
        assertThat(planned(edited)).contains(START.plusDays(80)).doesNotHaveDuplicates();
        assertThat(edited.deliveries()).extracting(Delivery::revision).containsOnly(2L);
    }
}
