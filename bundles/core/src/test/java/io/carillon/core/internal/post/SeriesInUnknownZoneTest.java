package io.carillon.core.internal.post;

import static io.carillon.core.internal.post.Desk.HERE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.Post;
import io.carillon.api.model.Recurrence;
import io.carillon.api.model.Schedule;
import io.carillon.api.model.TimeZones;
import io.carillon.api.service.Calendar;
import io.carillon.api.service.InvalidException;
import io.carillon.api.service.Series.Reach;
import io.carillon.api.store.DeliveryQuery;
import io.carillon.api.store.Page;
import io.carillon.api.store.PageRequest;
import io.carillon.api.store.PostChange;
import io.carillon.api.store.PostWithDeliveries;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A post that comes back in a zone which this Java does not know. */
class SeriesInUnknownZoneTest extends RecurringPosts {

    /** As another server may have stored it, whose Java knows the zone. */
    private PostWithDeliveries inUnknownZone(PostWithDeliveries view) {
        Schedule known = view.post().post().schedule().orElseThrow();
        Schedule unknown = new Schedule(
                known.basis(),
                known.local(),
                TimeZones.of("Europe/Atlantis"),
                known.offset(),
                known.instant(),
                known.adjusted(),
                known.recurrence());
        desk.store.change(new PostChange(
                view.post().withPost(view.post().post().withSchedule(Optional.of(unknown))),
                view.post().revision(),
                List.of(),
                List.of(),
                List.of(),
                view.post().horizon(),
                List.of()));
        return now(view);
    }

    @Test
    void seriesInAnUnknownZoneIsParkedAndHoldsUpNoOther() {
        PostWithDeliveries lost = inUnknownZone(created("FREQ=DAILY"));
        PostWithDeliveries other = created("FREQ=DAILY");
        Instant due = desk.store.nextExtension().orElseThrow();
        desk.clock.set(due);

        assertThat(desk.series.extend())
                .hasValueSatisfying(next -> assertThat(next).isEqualTo(due.plus(Extension.PARKED)));

        assertThat(planned(now(other))).hasSizeGreaterThan(60);
        assertThat(now(lost).deliveries()).isEqualTo(lost.deliveries());
        assertThat(now(lost).post().post()).isEqualTo(lost.post().post());
        Page<Delivery> before = desk.service.listDeliveries(
                new DeliveryQuery(HERE, Set.of(), Optional.empty(), Optional.empty(), Optional.empty()),
                PageRequest.first(1));
        assertThat(before.items()).hasSize(1);
    }

    @Test
    void calendarLeavesOutWhatCannotBeUnfoldedAndSaysSo() {
        PostWithDeliveries lost = inUnknownZone(created("FREQ=DAILY"));
        PostWithDeliveries other = created("FREQ=DAILY");
        CalendarService calendar = new CalendarService(desk.store, desk.store);
        Instant from = Desk.NOW.plus(Duration.ofDays(70));

        Calendar.Span near = calendar.between(HERE, Desk.NOW, Desk.NOW.plus(Duration.ofDays(2)), PageRequest.first(50));
        Calendar.Span far = calendar.between(HERE, from, from.plus(Duration.ofDays(2)), PageRequest.first(50));

        assertThat(near.entries())
                .extracting(entry -> entry.post().id())
                .contains(lost.post().id(), other.post().id());
        assertThat(far.entries())
                .extracting(entry -> entry.post().id())
                .containsOnly(other.post().id());
        assertThat(far.complete()).isFalse();
    }

    @Test
    void whoChangesASeriesInAnUnknownZoneIsAskedForAnother() {
        PostWithDeliveries lost = inUnknownZone(created("FREQ=DAILY;COUNT=9"));

        assertThatThrownBy(() -> edit(lost, THIRD, Reach.THIS, post -> text(post, "Other")))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("does not know the zone 'Europe/Atlantis'")
                .extracting(e -> ((InvalidException) e).violations().get(0).field())
                .isEqualTo("schedule.zone");
        assertThatThrownBy(() -> desk.service.edit(
                        HERE, lost.post().id(), ANY, text(lost.post().post(), "Other")))
                .isInstanceOf(InvalidException.class);
        assertThat(now(lost).post()).isEqualTo(lost.post());

        Post moved = lost.post()
                .post()
                .withSchedule(Optional.of(Schedule.at(START, ZoneId.of("Europe/Kiev"))
                        .withRecurrence(Optional.of(Recurrence.of("FREQ=DAILY;COUNT=9")))));
        PostWithDeliveries known = desk.service.edit(HERE, lost.post().id(), ANY, moved);
        assertThat(at(known, START).due()).isEqualTo(Instant.parse("2026-03-02T07:00:00Z"));
    }

    @Test
    void seriesInAnUnknownZoneIsCancelledAsAWhole() {
        PostWithDeliveries lost = inUnknownZone(created("FREQ=DAILY"));

        PostWithDeliveries cancelled = desk.service.cancel(HERE, lost.post().id(), ANY, Desk.ANNA);

        assertThat(cancelled.deliveries()).allMatch(one -> one.state() == DeliveryState.CANCELLED);
    }
}
