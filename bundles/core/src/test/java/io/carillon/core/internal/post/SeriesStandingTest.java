package io.carillon.core.internal.post;

import static io.carillon.core.internal.post.Desk.BELL;
import static io.carillon.core.internal.post.Desk.HERE;
import static io.carillon.core.internal.post.Desk.TUSK;
import static io.carillon.core.internal.post.Desk.of;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.Problem;
import io.carillon.api.model.Schedule;
import io.carillon.api.model.WaitReason;
import io.carillon.api.service.Series.Reach;
import io.carillon.api.store.PostWithDeliveries;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is made of a part of a series stands where its occurrences stood: no edit is a decision to publish. */
class SeriesStandingTest extends RecurringPosts {

    private static final LocalDateTime SECOND = START.plusDays(1);

    @Test
    void cancelledDeliveryStaysCancelledIfItsOccurrenceIsEditedAndNoTimeIsChosen() {
        PostWithDeliveries view =
                desk.service.create(HERE, recurring("FREQ=DAILY;COUNT=4").withAccounts(List.of(BELL, TUSK)));
        Delivery bell = view.deliveries().stream()
                .filter(one -> one.account().equals(BELL.id()))
                .filter(one -> one.occurrence().equals(Optional.of(SECOND)))
                .findFirst()
                .orElseThrow();
        desk.service.cancel(HERE, bell.id(), Desk.ANNA);

        PostWithDeliveries own = edit(view, SECOND, Reach.THIS, post -> text(post, "Just today"));

        assertThat(of(own, BELL).state()).isEqualTo(DeliveryState.CANCELLED);
        assertThat(of(own, BELL).wakeAt()).isEmpty();
        assertThat(of(own, TUSK).state()).isEqualTo(DeliveryState.SCHEDULED);
        PostWithDeliveries moved = edit(
                view,
                SECOND,
                Reach.THIS,
                post -> post.withSchedule(Optional.of(Schedule.at(SECOND.plusHours(3), BERLIN))));
        assertThat(of(moved, BELL).state()).isEqualTo(DeliveryState.SCHEDULED);
    }

    @ParameterizedTest
    @EnumSource(
            value = DeliveryState.class,
            names = {"FAILED", "MISSED"})
    void whatFailedOrWasMissedWaitsForAPersonAsBefore(DeliveryState state) {
        PostWithDeliveries view = created("FREQ=DAILY;COUNT=4");
        become(view, SECOND, state);
        desk.clock.set(at(view, SECOND).due().plusSeconds(60));

        PostWithDeliveries own = edit(view, SECOND, Reach.THIS, post -> text(post, "Just today"));

        assertThat(of(own, BELL).state()).isEqualTo(state);
        assertThat(of(own, BELL).wakeAt()).isEmpty();
    }

    @Test
    void cancelledOccurrenceStaysCancelledIfThatAndWhatFollowsIsEdited() {
        PostWithDeliveries view = created("FREQ=DAILY;COUNT=4");
        desk.service.cancel(HERE, at(view, THIRD).id(), Desk.ANNA);

        PostWithDeliveries rest = edit(view, SECOND, Reach.FOLLOWING, post -> text(post, "From now on"));

        assertThat(planned(rest)).containsExactly(SECOND, START.plusDays(3));
        assertThat(at(rest, THIRD).state()).isEqualTo(DeliveryState.CANCELLED);
    }

    @ParameterizedTest
    @EnumSource(Reach.class)
    void cancelledSeriesStaysStoppedIfAPartOfItIsEditedAndNoTimeIsChosen(Reach reach) {
        PostWithDeliveries view = created("FREQ=DAILY");
        desk.service.cancel(HERE, view.post().id(), ANY, Desk.ANNA);
        desk.service.edit(HERE, view.post().id(), ANY, text(view.post().post(), "Other"));

        PostWithDeliveries part = edit(view, SECOND, reach, post -> text(post, "From now on"));

        assertThat(part.deliveries()).noneMatch(one -> one.state() == DeliveryState.SCHEDULED);
        assertThat(desk.store.nextExtension()).isEmpty();
    }

    @Test
    void whatIsOverdueAndYetToGoOutIsNotLostIfThatAndWhatFollowsIsEdited() {
        PostWithDeliveries view = created("FREQ=DAILY;COUNT=4");
        become(view, SECOND, one -> one.state(DeliveryState.WAITING)
                .waitReason(Optional.of(WaitReason.PUBLISHER_ABSENT))
                .wakeAt(Optional.empty()));
        Instant due = at(view, SECOND).due();
        desk.clock.set(due.plusSeconds(60));

        PostWithDeliveries rest = edit(view, SECOND, Reach.FOLLOWING, post -> text(post, "From now on"));

        assertThat(planned(rest)).containsExactly(SECOND, THIRD, START.plusDays(3));
        assertThat(at(rest, SECOND).due()).isEqualTo(due);
        assertThat(planned(now(view))).containsExactly(START);
    }

    @Test
    void editOfAnOccurrenceIsNoWayAroundTheTimeThatTheNetworkAskedFor() {
        PostWithDeliveries view = created("FREQ=DAILY;COUNT=4");
        Instant due = at(view, SECOND).due();
        Instant retryAt = due.plus(Duration.ofHours(3));
        Problem problem = new Problem("throttled", "Later, please.");
        become(view, SECOND, one -> one.state(DeliveryState.RETRYING)
                .attempts(1)
                .retryAt(Optional.of(retryAt))
                .wakeAt(Optional.of(retryAt))
                .lateFrom(Optional.of(retryAt))
                .problem(Optional.of(problem)));
        desk.clock.set(due.plusSeconds(60));

        PostWithDeliveries own = edit(view, SECOND, Reach.THIS, post -> text(post, "Just today"));

        assertThat(of(own, BELL).state()).isEqualTo(DeliveryState.SCHEDULED);
        assertThat(of(own, BELL).wakeAt()).contains(retryAt);
        assertThat(of(own, BELL).lateFrom()).contains(retryAt);
        assertThat(of(own, BELL).problem()).contains(problem);
    }
}
