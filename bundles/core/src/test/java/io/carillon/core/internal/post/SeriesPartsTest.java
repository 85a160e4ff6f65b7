package io.carillon.core.internal.post;

import static io.carillon.core.internal.post.Desk.BELL;
import static io.carillon.core.internal.post.Desk.HERE;
import static io.carillon.core.internal.post.Desk.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.Origin;
import io.carillon.api.model.Post;
import io.carillon.api.model.PostId;
import io.carillon.api.model.Schedule;
import io.carillon.api.model.Violation;
import io.carillon.api.service.ConflictException;
import io.carillon.api.service.InvalidException;
import io.carillon.api.service.Series.Reach;
import io.carillon.api.store.PostWithDeliveries;
import io.carillon.api.store.StaleException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people do with one occurrence, or with all from one on. */
class SeriesPartsTest extends RecurringPosts {

    @Test
    void skippedOccurrenceIsGoneAndTheOthersStay() {
        PostWithDeliveries view = created("FREQ=DAILY;COUNT=4");

        PostWithDeliveries after = desk.series.cancel(HERE, view.post().id(), THIRD, Reach.THIS, ANY, Desk.ANNA);

        assertThat(planned(after)).containsExactly(START, START.plusDays(1), START.plusDays(3));
        assertThat(after.post()
                        .post()
                        .schedule()
                        .orElseThrow()
                        .recurrence()
                        .orElseThrow()
                        .exdates())
                .containsExactly(THIRD);
        assertThatThrownBy(() -> desk.series.cancel(HERE, view.post().id(), THIRD, Reach.THIS, ANY, Desk.ANNA))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("left out");
    }

    @Test
    void editedOccurrenceIsAPostOfItsOwnThatIsFoundByTheOccurrence() {
        PostWithDeliveries view = created("FREQ=DAILY;COUNT=4");

        PostWithDeliveries own = edit(view, THIRD, Reach.THIS, post -> text(post, "Just today"));

        assertThat(own.post().origin()).contains(new Origin(view.post().id(), THIRD));
        assertThat(own.post().post().content().caption()).isEqualTo("Just today");
        assertThat(own.deliveries()).singleElement().satisfies(delivery -> {
            assertThat(delivery.due()).isEqualTo(at(view, THIRD).due());
            assertThat(delivery.occurrence()).isEmpty();
        });
        assertThat(planned(now(view))).containsExactly(START, START.plusDays(1), START.plusDays(3));

        PostWithDeliveries moved = edit(
                view,
                THIRD,
                Reach.THIS,
                post -> post.withSchedule(Optional.of(Schedule.at(THIRD.plusHours(3), BERLIN))));

        assertThat(moved.post().id()).isEqualTo(own.post().id());
        assertThat(moved.post().post().content().caption()).isEqualTo("Just today");
        assertThat(moved.deliveries()).singleElement().satisfies(delivery -> assertThat(delivery.due())
                .isEqualTo(at(view, THIRD).due().plus(Duration.ofHours(3))));
        PostWithDeliveries cancelled = desk.series.cancel(HERE, view.post().id(), THIRD, Reach.THIS, ANY, Desk.ANNA);
        assertThat(cancelled.post().id()).isEqualTo(own.post().id());
        assertThat(cancelled.state()).isEqualTo(DeliveryState.CANCELLED);
    }

    @Test
    void seriesSaysWhatItDidOnceAnOccurrenceIsTakenOutAndNoMoreOnceItIsEdited() {
        PostWithDeliveries view = created("FREQ=DAILY;COUNT=4");
        edit(view, THIRD, Reach.THIS, post -> text(post, "Just today"));
        PostWithDeliveries rest = now(view);

        PostWithDeliveries edited =
                desk.service.edit(HERE, view.post().id(), ANY, text(rest.post().post(), "Other"));

        assertThat(rest.post().revision()).isEqualTo(2);
        assertThat(rest.post().saysTheSameAsAt(1)).isTrue();
        assertThat(edited.post().saysTheSameAsAt(2)).isFalse();
        assertThat(edited.post().saysTheSameAsAt(3)).isTrue();
    }

    @Test
    void firstOccurrenceCanBeTakenOutToo() {
        PostWithDeliveries view = created("FREQ=DAILY;COUNT=3");

        edit(view, START, Reach.THIS, post -> text(post, "First"));

        assertThat(planned(now(view))).containsExactly(START.plusDays(1), THIRD);
    }

    @Test
    void occurrencePublishesNowByItself() {
        PostWithDeliveries view = created("FREQ=DAILY;COUNT=3");

        PostWithDeliveries own = desk.series.publishNow(HERE, view.post().id(), THIRD, ANY);

        assertThat(own.deliveries()).singleElement().satisfies(d -> assertThat(d.due())
                .isEqualTo(NOW));
        assertThat(planned(now(view))).containsExactly(START, START.plusDays(1));
        assertThatThrownBy(() -> desk.service.publishNow(HERE, view.post().id(), ANY))
                .asInstanceOf(InstanceOfAssertFactories.type(ConflictException.class))
                .extracting(ConflictException::code)
                .isEqualTo("recurs");
    }

    @Test
    void editOfFollowingSplitsTheSeriesAndItsCount() {
        PostWithDeliveries view = created("FREQ=DAILY;COUNT=5");
        desk.series.cancel(HERE, view.post().id(), START.plusDays(3), Reach.THIS, ANY, Desk.ANNA);

        PostWithDeliveries rest = edit(view, THIRD, Reach.FOLLOWING, post -> text(post, "From now on"));

        assertThat(planned(now(view))).containsExactly(START, START.plusDays(1));
        assertThat(planned(rest)).containsExactly(THIRD, START.plusDays(4));
        assertThat(rest.post().id()).isNotEqualTo(view.post().id());
        assertThat(now(view).post().post().content().caption()).isEqualTo("Ring again");
        assertThat(rest.post()
                        .post()
                        .schedule()
                        .orElseThrow()
                        .recurrence()
                        .orElseThrow()
                        .rrule())
                .contains("FREQ=DAILY;COUNT=3");
        assertThat(desk.store.nextExtension()).isEmpty();
    }

    @Test
    void endlessSeriesGoesOnInItsSecondPartOnly() {
        PostWithDeliveries view = created("FREQ=DAILY");

        PostWithDeliveries rest = edit(
                view,
                START.plusDays(100),
                Reach.FOLLOWING,
                post -> post.withSchedule(
                        Optional.of(Schedule.at(START.plusDays(100).plusHours(2), BERLIN)
                                .withRecurrence(post.schedule().orElseThrow().recurrence()))));

        assertThat(planned(rest).get(0)).isEqualTo(START.plusDays(100).plusHours(2));
        assertThat(planned(now(view))).hasSize(60);
        desk.clock.set(NOW.plus(Duration.ofDays(90)));
        desk.series.extend();
        assertThat(planned(now(view))).endsWith(START.plusDays(99));
        desk.clock.set(NOW.plus(Duration.ofDays(200)));
        desk.series.extend();
        assertThat(planned(now(view))).endsWith(START.plusDays(99));
        assertThat(planned(now(rest))).contains(START.plusDays(210).plusHours(2));
    }

    @Test
    void followingFromTheFirstOccurrenceIsAll() {
        PostWithDeliveries view = created("FREQ=DAILY;COUNT=3");

        PostWithDeliveries edited = edit(view, START, Reach.FOLLOWING, post -> text(post, "All"));

        assertThat(edited.post().id()).isEqualTo(view.post().id());
        assertThat(edited.post().post().content().caption()).isEqualTo("All");
        assertThat(planned(edited)).hasSize(3);
    }

    @Test
    void seriesEndsBeforeWhatIsCancelledWithAllThatFollows() {
        PostWithDeliveries view = created("FREQ=DAILY");

        PostWithDeliveries after = desk.series.cancel(HERE, view.post().id(), THIRD, Reach.FOLLOWING, ANY, Desk.ANNA);

        assertThat(planned(after)).containsExactly(START, START.plusDays(1));
        assertThat(desk.store.nextExtension()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Reach.class)
    void whatIsBeingPublishedOrWasCannotBeChanged(Reach reach) {
        PostWithDeliveries view = created("FREQ=DAILY;COUNT=4");
        LocalDateTime second = START.plusDays(1);
        for (DeliveryState state : List.of(DeliveryState.ARMED, DeliveryState.IN_DOUBT, DeliveryState.PUBLISHED)) {
            become(now(view), second, state);
            String code =
                    switch (state) {
                        case ARMED -> ConflictException.PUBLISHING_NOW;
                        case IN_DOUBT -> "in-doubt";
                        default -> "published";
                    };
            for (Runnable change : List.<Runnable>of(
                    () -> edit(view, second, reach, post -> text(post, "Late")),
                    () -> desk.series.cancel(HERE, view.post().id(), second, reach, ANY, Desk.ANNA))) {
                assertThatThrownBy(change::run)
                        .asInstanceOf(InstanceOfAssertFactories.type(ConflictException.class))
                        .extracting(ConflictException::code)
                        .isEqualTo(code);
            }
        }
        assertThat(planned(now(view))).hasSize(3);
        // What does not concern it goes on.
        edit(view, THIRD, Reach.THIS, post -> text(post, "Third"));
        assertThat(planned(now(view))).containsExactly(START, START.plusDays(3));
    }

    @Test
    void unknownOccurrenceIsRefused() {
        PostWithDeliveries view = created("FREQ=DAILY;COUNT=4");

        for (Reach reach : Reach.values()) {
            assertThatThrownBy(() -> edit(view, START.plusMinutes(1), reach, post -> post))
                    .asInstanceOf(InstanceOfAssertFactories.type(InvalidException.class))
                    .satisfies(e -> assertThat(e.violations())
                            .extracting(Violation::field, Violation::rule)
                            .containsExactly(tuple("occurrence", "exists")));
        }
        assertThatThrownBy(() -> desk.series.cancel(HERE, new PostId("p_none"), START, Reach.THIS, ANY, Desk.ANNA))
                .hasMessageContaining("p_none");
        PostWithDeliveries single = desk.service.create(HERE, Desk.scheduled(BELL));
        assertThatThrownBy(() -> edit(single, START, Reach.THIS, post -> post))
                .hasMessageContaining("does not come back");
    }

    @Test
    void oneOccurrenceDoesNotRecur() {
        PostWithDeliveries view = created("FREQ=DAILY;COUNT=4");

        assertThatThrownBy(() -> edit(view, THIRD, Reach.THIS, post -> recurring("FREQ=DAILY")))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("FOLLOWING");
    }

    @Test
    void expectedRevisionCounts() {
        PostWithDeliveries view = created("FREQ=DAILY;COUNT=4");

        assertThatThrownBy(() ->
                        desk.series.cancel(HERE, view.post().id(), THIRD, Reach.THIS, OptionalLong.of(7), Desk.ANNA))
                .isInstanceOf(StaleException.class);
    }

    /** Changes one occurrence while somebody else, who is faster, gives it another text. */
    private PostWithDeliveries movedWhileRenamed(Reach reach, boolean isOwnAlready) {
        Runnable[] rival = {() -> {}};
        Desk raced = new Desk(store -> new RacingStore(store, () -> rival[0].run()));
        PostId id = raced.service
                .create(HERE, recurring("FREQ=DAILY;COUNT=4"))
                .post()
                .id();
        LocalDateTime occurrence = reach == Reach.THIS ? THIRD : START;
        UnaryOperator<Post> rename = post -> text(post, "Theirs");
        if (isOwnAlready) {
            raced.series.edit(HERE, id, occurrence, reach, ANY, post -> text(post, "Before"), Optional.empty());
        }
        rival[0] = () -> {
            rival[0] = () -> {};
            raced.series.edit(HERE, id, occurrence, reach, ANY, rename, Optional.empty());
        };
        Schedule later = Schedule.at(occurrence.plusHours(3), BERLIN);
        return raced.series.edit(
                HERE,
                id,
                occurrence,
                reach,
                ANY,
                post -> post.withSchedule(post.schedule().map(was -> later.withRecurrence(was.recurrence()))),
                Optional.empty());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void changeOfAnOccurrenceIsLaidOverWhatSomebodyElseHasMadeOfItMeanwhile(boolean isOwnAlready) {
        PostWithDeliveries moved = movedWhileRenamed(Reach.THIS, isOwnAlready);

        assertThat(moved.post().post().content().caption()).isEqualTo("Theirs");
        assertThat(moved.post().post().schedule().orElseThrow().local()).isEqualTo(THIRD.plusHours(3));
    }

    @Test
    void changeOfTheWholeFromItsFirstOccurrenceOnIsLaidOverWhatSomebodyElseHasMadeOfItMeanwhile() {
        PostWithDeliveries moved = movedWhileRenamed(Reach.FOLLOWING, false);

        assertThat(moved.post().post().content().caption()).isEqualTo("Theirs");
        assertThat(moved.post().post().schedule().orElseThrow().local()).isEqualTo(START.plusHours(3));
    }
}
