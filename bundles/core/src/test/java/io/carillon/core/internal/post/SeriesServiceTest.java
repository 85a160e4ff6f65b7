package io.carillon.core.internal.post;

import static io.carillon.core.internal.post.Desk.BELL;
import static io.carillon.core.internal.post.Desk.HERE;
import static io.carillon.core.internal.post.Desk.NOW;
import static io.carillon.core.internal.post.Desk.TUSK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.Origin;
import io.carillon.api.model.Post;
import io.carillon.api.model.PostId;
import io.carillon.api.model.Recurrence;
import io.carillon.api.model.Schedule;
import io.carillon.api.model.TimeZones;
import io.carillon.api.model.Violation;
import io.carillon.api.publisher.Counting;
import io.carillon.api.publisher.Feature;
import io.carillon.api.publisher.PublisherProfile;
import io.carillon.api.publisher.TextRule;
import io.carillon.api.service.Calendar;
import io.carillon.api.service.ConflictException;
import io.carillon.api.service.InvalidException;
import io.carillon.api.service.Series.Reach;
import io.carillon.api.store.DeliveryQuery;
import io.carillon.api.store.Page;
import io.carillon.api.store.PageRequest;
import io.carillon.api.store.PostChange;
import io.carillon.api.store.PostWithDeliveries;
import io.carillon.api.store.StaleException;
import io.carillon.core.FakePublisher;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Posts that come back, and what people do with parts of them. */
class SeriesServiceTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final LocalDateTime START = LocalDateTime.of(2026, 3, 2, 9, 0);
    private static final LocalDateTime THIRD = START.plusDays(2);
    private static final OptionalLong ANY = OptionalLong.empty();

    private final Desk desk = new Desk();

    private static Post recurring(String rule) {
        return Post.to(BELL)
                .caption("Ring again")
                .schedule(Schedule.at(START, BERLIN).withRecurrence(Optional.of(Recurrence.of(rule))))
                .build();
    }

    private PostWithDeliveries created(String rule) {
        return desk.service.create(HERE, recurring(rule));
    }

    private PostWithDeliveries now(PostWithDeliveries view) {
        return desk.service.get(HERE, view.post().id());
    }

    private static List<LocalDateTime> planned(PostWithDeliveries view) {
        return view.deliveries().stream()
                .filter(delivery -> delivery.state() == DeliveryState.SCHEDULED)
                .map(delivery -> delivery.occurrence().orElseThrow())
                .sorted()
                .toList();
    }

    private static Delivery at(PostWithDeliveries view, LocalDateTime occurrence) {
        return view.deliveries().stream()
                .filter(delivery -> delivery.occurrence().equals(Optional.of(occurrence)))
                .findFirst()
                .orElseThrow();
    }

    private static Post text(Post post, String caption) {
        return post.withContent(post.content().withCaption(caption));
    }

    private void become(PostWithDeliveries view, LocalDateTime occurrence, DeliveryState state) {
        Delivery before = at(view, occurrence);
        Delivery after = before.toBuilder()
                .state(state)
                .attempts(1)
                .wakeAt(Optional.empty())
                .build();
        desk.store.change(new PostChange(
                view.post(),
                view.post().revision(),
                List.of(),
                List.of(new PostChange.DeliveryChange(before, after)),
                List.of()));
    }

    private Post part(PostWithDeliveries view, LocalDateTime occurrence, Reach reach) {
        return desk.series.part(HERE, view.post().id(), occurrence, reach);
    }

    private PostWithDeliveries edit(
            PostWithDeliveries view, LocalDateTime occurrence, Reach reach, UnaryOperator<Post> change) {
        return desk.series.edit(
                HERE, view.post().id(), occurrence, reach, ANY, change.apply(part(view, occurrence, reach)));
    }

    @Test
    void seriesHasADeliveryForEachOccurrenceOfTheNextSixtyDays() {
        PostWithDeliveries view = created("FREQ=DAILY");

        assertThat(view.state()).isEqualTo(DeliveryState.SCHEDULED);
        assertThat(planned(view))
                .hasSize(60)
                .startsWith(START, START.plusDays(1))
                .doesNotHaveDuplicates();
        assertThat(view.deliveries()).extracting(Delivery::key).doesNotHaveDuplicates();
        // After the change of the clock it is nine o'clock still.
        assertThat(at(view, START.plusDays(30)).due()).isEqualTo(Instant.parse("2026-04-01T07:00:00Z"));
        assertThat(at(view, START).due()).isEqualTo(Instant.parse("2026-03-02T08:00:00Z"));
    }

    @Test
    void seriesThatEndsIsPlannedToItsEndAndNeverExtended() {
        PostWithDeliveries view = created("FREQ=DAILY;COUNT=3");

        assertThat(planned(view)).hasSize(3);
        assertThat(desk.store.nextExtension()).isEmpty();
        assertThat(desk.series.extend()).isEmpty();
    }

    @Test
    void seriesGoesOnWithoutAGapAndWithoutATwiceHoweverOftenItIsExtended() {
        PostWithDeliveries view = created("FREQ=MINUTELY;INTERVAL=7");
        List<LocalDateTime> all = new ArrayList<>(planned(view));
        assertThat(all).hasSize(500);

        for (int i = 0; i < 20; i++) {
            Instant next = desk.store.nextExtension().orElseThrow();
            Delivery last = at(now(view), all.get(all.size() - 1));
            // There is a lot ahead still when it is extended.
            assertThat(Duration.between(next, last.due())).isGreaterThan(Duration.ofHours(20));
            desk.clock.set(next);
            assertThat(desk.series.extend())
                    .hasValueSatisfying(then -> assertThat(then).isAfter(next));
            desk.series.extend();
            planned(now(view)).stream()
                    .filter(start -> start.isAfter(all.get(all.size() - 1)))
                    .forEach(all::add);
        }

        assertThat(all).hasSizeGreaterThan(3000);
        for (int i = 0; i < all.size(); i++) {
            assertThat(all.get(i)).isEqualTo(START.plusMinutes(7L * i));
        }
        assertThat(desk.store
                        .listDeliveries(
                                new DeliveryQuery(
                                        HERE,
                                        Set.of(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.of(view.post().id())),
                                PageRequest.first(200))
                        .items())
                .hasSize(200);
        assertThat(now(view).deliveries().size()).isLessThan(1300);
    }

    @Test
    void everyAccountCounts() {
        Post both = Post.to(BELL)
                .account(TUSK)
                .caption("Ring")
                .schedule(recurring("FREQ=MINUTELY").schedule().orElseThrow())
                .build();

        PostWithDeliveries view = desk.service.create(HERE, both);

        assertThat(view.deliveries()).hasSize(500);
        assertThat(planned(view).stream().distinct()).hasSize(250);
    }

    @Test
    void afterALongAbsenceWhatIsOverForMoreThanAWeekIsLeftOut() {
        PostWithDeliveries view = created("FREQ=DAILY");
        desk.clock.set(NOW.plus(Duration.ofDays(400)));

        desk.series.extend();

        List<LocalDateTime> starts = planned(now(view));
        assertThat(starts.get(0)).isEqualTo(START.plusDays(393));
        assertThat(desk.store.nextExtension())
                .hasValueSatisfying(next -> assertThat(next).isAfter(desk.clock.instant()));
        assertThat(starts).contains(START.plusDays(400), START.plusDays(450));
    }

    @Test
    void yearlySeriesIsSeenToBeforeItsNextTime() {
        PostWithDeliveries view = created("FREQ=YEARLY");
        assertThat(planned(view)).containsExactly(START);

        desk.clock.set(desk.store.nextExtension().orElseThrow());
        desk.series.extend();

        assertThat(planned(now(view))).contains(START.plusYears(1));
    }

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
                            .containsExactly(org.assertj.core.groups.Tuple.tuple("occurrence", "exists")));
        }
        assertThatThrownBy(() -> desk.series.cancel(HERE, new PostId("p_none"), START, Reach.THIS, ANY, Desk.ANNA))
                .hasMessageContaining("p_none");
        PostWithDeliveries single = desk.service.create(HERE, Desk.scheduled(BELL));
        assertThatThrownBy(() -> part(single, START, Reach.THIS)).hasMessageContaining("does not come back");
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

    @Test
    void networkThatRefusesRepeatsIsWarnedOf() {
        FakePublisher refusing = new FakePublisher(
                PublisherProfile.builder(BELL.platform(), "Sandbox", TextRule.of(500, Counting.GRAPHEMES))
                        .features(Feature.REFUSES_REPEATS)
                        .build());
        desk.publishers.remove(desk.sandbox);
        desk.publishers.add(refusing);

        assertThat(desk.service.preflight(HERE, recurring("FREQ=DAILY")).problems())
                .extracting(Violation::rule, Violation::severity)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("identical-repeat", Violation.Severity.WARNING));
        assertThat(desk.service.preflight(HERE, Desk.scheduled(BELL)).problems())
                .isEmpty();
    }

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
