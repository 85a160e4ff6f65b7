package io.carillon.core.internal.post;

import static io.carillon.core.internal.post.Desk.BELL;
import static io.carillon.core.internal.post.Desk.HERE;
import static io.carillon.core.internal.post.Desk.TUSK;
import static io.carillon.core.internal.post.Desk.of;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.carillon.api.model.Account;
import io.carillon.api.model.AccountQueue;
import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.Post;
import io.carillon.api.model.Preparation;
import io.carillon.api.model.QueuePlace;
import io.carillon.api.model.Schedule;
import io.carillon.api.model.Slot;
import io.carillon.api.model.TimeZones;
import io.carillon.api.model.WaitReason;
import io.carillon.api.service.ConflictException;
import io.carillon.api.service.InvalidException;
import io.carillon.api.service.QueueTarget;
import io.carillon.api.store.PageRequest;
import io.carillon.api.store.PostWithDeliveries;
import io.carillon.api.store.QueueChange;
import io.carillon.api.store.StaleException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** It is Sunday, 1 March 2026, ten o'clock in UTC, and every day has a slot at nine. */
class QueueTest {

    private static final OptionalLong ANY = OptionalLong.empty();
    private static final List<Slot> DAILY = Arrays.stream(DayOfWeek.values())
            .map(day -> new Slot(day, LocalTime.of(9, 0)))
            .toList();

    private final Desk desk = new Desk();

    private static Instant day(int day) {
        return Instant.parse("2026-03-01T09:00:00Z").plus(Duration.ofDays(day));
    }

    private void daily(Account... accounts) {
        for (Account account : accounts) {
            desk.queues.set(HERE, account.id(), ANY, DAILY, false);
        }
    }

    private void pause(boolean paused) {
        desk.queues.set(HERE, BELL.id(), ANY, DAILY, paused);
    }

    private PostWithDeliveries queued(String caption, QueueTarget target) {
        PostWithDeliveries draft =
                desk.service.create(HERE, Post.to(BELL).caption(caption).build());
        return enqueue(draft, target);
    }

    private PostWithDeliveries queued(String caption) {
        return queued(caption, QueueTarget.end());
    }

    private PostWithDeliveries enqueue(PostWithDeliveries post, QueueTarget target) {
        return desk.service.enqueue(HERE, post.post().id(), ANY, target);
    }

    private PostWithDeliveries now(PostWithDeliveries post) {
        return desk.service.get(HERE, post.post().id());
    }

    private Delivery bell(PostWithDeliveries post) {
        return of(now(post), BELL);
    }

    private void move(PostWithDeliveries post, QueueTarget target) {
        desk.queues.move(HERE, BELL.id(), bell(post).id(), ANY, target);
    }

    /** What is queued, as "a1 b2": who goes out on which day. */
    private String plan() {
        List<String> plan = new ArrayList<>();
        for (Delivery delivery :
                desk.queues.list(HERE, BELL.id(), PageRequest.first(200)).items()) {
            String caption = desk.service
                    .get(HERE, delivery.post())
                    .post()
                    .post()
                    .content()
                    .caption();
            plan.add(caption
                    + Duration.between(day(0), delivery.due()).toDays()
                    + (delivery.queued().equals(Optional.of(QueuePlace.CHOSEN)) ? "!" : ""));
        }
        return String.join(" ", plan);
    }

    private static String codeOf(Supplier<?> change) {
        return catchThrowableOfType(ConflictException.class, change::get).code();
    }

    private static InvalidException invalid(Supplier<?> change) {
        return catchThrowableOfType(InvalidException.class, change::get);
    }

    @Test
    void queuedPostGoesOutInTheNextFreeSlotOfEachOfItsAccounts() {
        daily(BELL);
        desk.queues.set(HERE, TUSK.id(), ANY, List.of(new Slot(DayOfWeek.FRIDAY, LocalTime.NOON)), false);
        queued("a");
        PostWithDeliveries both = desk.service.create(
                HERE, Post.to(BELL).account(TUSK).caption("b").build());

        PostWithDeliveries after = enqueue(both, QueueTarget.end());

        assertThat(after.post().post().queued()).isTrue();
        assertThat(after.post().post().schedule()).isEmpty();
        assertThat(of(after, BELL).due()).isEqualTo(day(2));
        assertThat(of(after, TUSK).due()).isEqualTo(Instant.parse("2026-03-06T12:00:00Z"));
        assertThat(of(after, BELL).isQueued()).isTrue();
        assertThat(of(after, BELL).wakeAt()).contains(day(2));
        assertThat(of(after, TUSK).preparation()).isEqualTo(Preparation.PENDING);
        assertThat(of(after, TUSK).wakeAt())
                .contains(Instant.parse("2026-03-06T12:00:00Z").minus(Desk.WINDOW));
        assertThat(after.state()).isEqualTo(DeliveryState.SCHEDULED);
        assertThat(plan()).isEqualTo("a1 b2");
    }

    @Test
    void whatHasNoSlotsOrNoAccountIsRefusedWithTheWayOut() {
        PostWithDeliveries draft = desk.service.create(HERE, Desk.post(BELL));
        assertThatThrownBy(() -> enqueue(draft, QueueTarget.end()))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("PUT /api/v1/accounts/a_bell/queue");
        PostWithDeliveries nobody = desk.service.create(
                HERE, new Post(Desk.post(BELL).content(), List.of(), java.util.Set.of(), List.of(), Optional.empty()));
        assertThat(invalid(() -> enqueue(nobody, QueueTarget.end()))
                        .violations()
                        .get(0)
                        .field())
                .isEqualTo("accounts");
        assertThat(now(draft).state()).isEqualTo(DeliveryState.DRAFT);
        assertThat(desk.queues.next(HERE, BELL.id(), 5)).isEmpty();
    }

    @Test
    void frontPutsEverybodyElseOneSlotLaterButWhatIsAboutToGoOut() {
        daily(BELL);
        queued("a");
        queued("b");
        queued("c", QueueTarget.front());
        assertThat(plan()).isEqualTo("c1 a2 b3");

        desk.clock.set(day(1).minusSeconds(9));
        queued("d", QueueTarget.front());
        assertThat(plan()).isEqualTo("c1 d2 a3 b4");
        queued("e");
        assertThat(plan()).isEqualTo("c1 d2 a3 b4 e5");
    }

    @Test
    void chosenSlotIsKeptAndTheOthersFlowAroundIt() {
        daily(BELL);
        queued("a");
        queued("b");
        queued("c", QueueTarget.slot(LocalDateTime.parse("2026-03-03T09:00")));
        assertThat(plan()).isEqualTo("a1 c2! b3");
        queued("d", QueueTarget.slot(day(5)));
        queued("e");
        queued("f");
        assertThat(plan()).isEqualTo("a1 c2! b3 e4 d5! f6");
        queued("g", QueueTarget.front());
        assertThat(plan()).isEqualTo("g1 c2! a3 b4 d5! e6 f7");
        assertThat(desk.queues.next(HERE, BELL.id(), 2))
                .extracting(Schedule::instant)
                .containsExactly(day(8), day(9));
    }

    @Test
    void onlyASlotOfTheAccountThatIsFreeAndToComeCanBeChosen() {
        daily(BELL);
        queued("a", QueueTarget.slot(day(2)));
        PostWithDeliveries draft = desk.service.create(HERE, Desk.post(BELL));

        assertThat(codeOf(() -> enqueue(draft, QueueTarget.slot(day(2))))).isEqualTo("slot-taken");
        var none = invalid(() -> enqueue(draft, QueueTarget.slot(day(2).plusSeconds(60))))
                .violations()
                .get(0);
        assertThat(none.rule()).isEqualTo("queue-slot");
        assertThat(none.message()).contains("2026-03-04T09:00");
        assertThat(invalid(() -> enqueue(draft, QueueTarget.slot(day(0))))
                        .violations()
                        .get(0)
                        .rule())
                .isEqualTo("in-future");
        assertThat(invalid(() -> enqueue(draft, QueueTarget.slot(day(4000))))
                        .violations()
                        .get(0)
                        .rule())
                .isEqualTo("max-ahead");
        assertThat(now(draft).post().revision()).isEqualTo(1);
    }

    @Test
    void whatLeavesTheQueueLetsTheOthersCloseUp() {
        daily(BELL);
        PostWithDeliveries a = queued("a");
        PostWithDeliveries b = queued("b");
        PostWithDeliveries c = queued("c");
        queued("d", QueueTarget.slot(day(5)));
        PostWithDeliveries e = queued("e");
        queued("f");
        assertThat(plan()).isEqualTo("a1 b2 c3 e4 d5! f6");

        desk.service.cancel(HERE, a.post().id(), ANY, Desk.ANNA);
        assertThat(plan()).isEqualTo("b1 c2 e3 f4 d5!");
        desk.service.remove(HERE, b.post().id(), ANY);
        assertThat(plan()).isEqualTo("c1 e2 f3 d5!");
        desk.service.publishNow(HERE, c.post().id(), ANY);
        assertThat(plan()).isEqualTo("e1 f2 d5!");
        assertThat(now(c).post().post().queued()).isFalse();
        desk.service.edit(HERE, e.post().id(), ANY, now(e).post().post().withSchedule(Optional.empty()));
        assertThat(plan()).isEqualTo("f1 d5!");
        assertThat(bell(e).state()).isEqualTo(DeliveryState.DRAFT);
        queued("g");
        assertThat(plan()).isEqualTo("f1 g2 d5!");
    }

    @Test
    void editOfAQueuedPostKeepsItsPlaceAndAnAccountThatIsAddedGetsOne() {
        daily(BELL, TUSK);
        PostWithDeliveries a = queued("a");
        queued("b");

        PostWithDeliveries edited = desk.service.edit(
                HERE,
                a.post().id(),
                ANY,
                Post.to(BELL).account(TUSK).caption("A").build().inQueue());

        assertThat(plan()).isEqualTo("A1 b2");
        assertThat(of(edited, BELL).revision()).isEqualTo(edited.post().revision());
        assertThat(of(edited, TUSK).due()).isEqualTo(day(1));
        PostWithDeliveries alone = desk.service.edit(
                HERE, a.post().id(), ANY, Post.to(TUSK).caption("A").build().inQueue());
        assertThat(alone.deliveries()).hasSize(1);
        assertThat(plan()).isEqualTo("b1");
    }

    @Test
    void nobodyIsQueuedByAnEdit() {
        daily(BELL);
        PostWithDeliveries draft = desk.service.create(HERE, Desk.post(BELL));

        assertThat(invalid(() -> desk.service.edit(
                                HERE,
                                draft.post().id(),
                                ANY,
                                draft.post().post().inQueue()))
                        .violations()
                        .get(0)
                        .message())
                .contains("/enqueue");
        assertThat(invalid(() -> desk.service.create(HERE, Desk.post(BELL).inQueue())))
                .isNotNull();
    }

    @Test
    void queuedPostsMoveBesideOthersAndToAPlace() {
        daily(BELL);
        PostWithDeliveries a = queued("a");
        PostWithDeliveries b = queued("b");
        PostWithDeliveries c = queued("c");
        PostWithDeliveries d = queued("d");

        move(d, QueueTarget.before(bell(b).id()));
        assertThat(plan()).isEqualTo("a1 d2 b3 c4");
        move(a, QueueTarget.after(bell(c).id()));
        assertThat(plan()).isEqualTo("d1 b2 c3 a4");
        move(a, QueueTarget.place(1));
        assertThat(plan()).isEqualTo("a1 d2 b3 c4");
        move(a, QueueTarget.place(3));
        assertThat(plan()).isEqualTo("d1 b2 a3 c4");
        move(d, QueueTarget.place(99));
        assertThat(plan()).isEqualTo("b1 a2 c3 d4");
        move(b, QueueTarget.slot(day(3)));
        assertThat(plan()).isEqualTo("a1 c2 b3! d4");
        move(b, QueueTarget.front());
        assertThat(plan()).isEqualTo("b1 a2 c3 d4");
        enqueue(b, QueueTarget.end());
        assertThat(plan()).isEqualTo("a1 c2 d3 b4");
    }

    @Test
    void besideAChosenSlotTheMovedOneTakesTheSlotNextToItOrIsRefused() {
        daily(BELL);
        queued("a");
        queued("b");
        PostWithDeliveries x = queued("x", QueueTarget.slot(day(3)));
        PostWithDeliveries c = queued("c");
        assertThat(plan()).isEqualTo("a1 b2 x3! c4");

        move(c, QueueTarget.before(bell(x).id()));
        assertThat(plan()).isEqualTo("a1 c2 x3! b4");
        move(c, QueueTarget.after(bell(x).id()));
        assertThat(plan()).isEqualTo("a1 b2 x3! c4");
        PostWithDeliveries y = queued("y", QueueTarget.slot(day(1)));
        assertThat(plan()).isEqualTo("y1! a2 x3! b4 c5");
        assertThatThrownBy(() -> move(c, QueueTarget.before(bell(y).id())))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("no free slot before");
        PostWithDeliveries z = queued("z", QueueTarget.slot(day(9)));
        assertThatThrownBy(() -> move(c, QueueTarget.after(bell(z).id())))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("Choose a slot");
        assertThat(plan()).isEqualTo("y1! a2 x3! b4 c5 z9!");
    }

    @Test
    void whatIsNotQueuedOrIsGoingOutIsNotMoved() {
        daily(BELL);
        PostWithDeliveries a = queued("a");
        PostWithDeliveries b = queued("b");
        PostWithDeliveries other = desk.service.create(HERE, Desk.scheduled(BELL));

        assertThat(codeOf(() -> desk.queues.move(HERE, BELL.id(), bell(other).id(), ANY, QueueTarget.front())))
                .isEqualTo("not-queued");
        assertThat(invalid(() -> desk.queues.move(HERE, BELL.id(), bell(a).id(), ANY, QueueTarget.before(bell(a).id())))
                        .violations()
                        .get(0)
                        .field())
                .isEqualTo("before");
        assertThat(invalid(() -> desk.queues.move(HERE, BELL.id(), bell(a).id(), ANY, QueueTarget.place(0)))
                        .violations()
                        .get(0)
                        .field())
                .isEqualTo("to");
        desk.clock.set(day(1).minusSeconds(2));
        assertThat(codeOf(() -> desk.queues.move(HERE, BELL.id(), bell(b).id(), ANY, QueueTarget.before(bell(a).id()))))
                .isEqualTo("slot-over");
        desk.claim(day(1));
        assertThat(codeOf(() -> desk.queues.move(HERE, BELL.id(), bell(a).id(), ANY, QueueTarget.end())))
                .isEqualTo(ConflictException.PUBLISHING_NOW);
        assertThat(codeOf(() -> enqueue(a, QueueTarget.end()))).isEqualTo(ConflictException.PUBLISHING_NOW);
    }

    @Test
    void whatWasPublishedOrFailedHasLeftTheQueueByItself() {
        daily(BELL);
        PostWithDeliveries a = queued("a");
        PostWithDeliveries b = queued("b");
        queued("c");
        desk.become(now(a), BELL, DeliveryState.PUBLISHED);
        desk.become(now(b), BELL, DeliveryState.FAILED);
        desk.clock.set(day(2).plusSeconds(1));

        assertThat(plan()).isEqualTo("c3");
        desk.service.retry(HERE, bell(b).id(), Desk.ANNA);
        queued("d");
        assertThat(plan()).isEqualTo("c3 d4");
        assertThat(bell(b).queued()).isEmpty();
    }

    @Test
    void otherSlotsKeepTheOrderAndWhatWasChosen() {
        daily(BELL);
        queued("a");
        queued("b", QueueTarget.slot(day(2)));
        queued("c");

        desk.queues.set(
                HERE,
                BELL.id(),
                ANY,
                List.of(
                        new Slot(DayOfWeek.MONDAY, LocalTime.of(9, 0)),
                        new Slot(DayOfWeek.SATURDAY, LocalTime.of(9, 0))),
                false);

        assertThat(plan()).isEqualTo("a1 b2! c6");
        assertThat(codeOf(() -> desk.queues.set(HERE, BELL.id(), ANY, List.of(), false)))
                .isEqualTo("queue-not-empty");
        assertThat(plan()).isEqualTo("a1 b2! c6");
    }

    @Test
    void slotThatIsNamedTwiceAndTooManyAreTold() {
        List<Slot> twice = new ArrayList<>(DAILY);
        twice.add(DAILY.get(3));
        var wrong = invalid(() -> desk.queues.set(HERE, BELL.id(), ANY, twice, false))
                .violations()
                .get(0);
        assertThat(wrong.field()).isEqualTo("slots[7]");
        assertThat(wrong.rule()).isEqualTo("unique");
        assertThat(wrong.message()).contains("THURSDAY 09:00").contains("slots[3]");
        List<Slot> many = new ArrayList<>();
        for (int i = 0; i < 501; i++) {
            many.add(new Slot(DayOfWeek.MONDAY, LocalTime.ofSecondOfDay(i)));
        }
        assertThat(invalid(() -> desk.queues.set(HERE, BELL.id(), ANY, many, false))
                        .violations()
                        .get(0)
                        .rule())
                .isEqualTo("max-count");
    }

    @Test
    void pausedQueueHoldsEverythingAndResumesFromThen() {
        daily(BELL);
        PostWithDeliveries a = queued("a");
        queued("b", QueueTarget.slot(day(2)));
        queued("c");
        queued("x", QueueTarget.slot(day(9)));

        pause(true);

        assertThat(bell(a).state()).isEqualTo(DeliveryState.WAITING);
        assertThat(bell(a).waitReason()).contains(WaitReason.QUEUE_PAUSED);
        assertThat(desk.claim(day(30))).isEmpty();
        queued("d");
        queued("e", QueueTarget.front());
        PostWithDeliveries edited = desk.service.edit(
                HERE, a.post().id(), ANY, Post.to(BELL).caption("A").build().inQueue());
        assertThat(bell(edited).waitReason()).contains(WaitReason.QUEUE_PAUSED);
        desk.clock.set(day(4).plusSeconds(1));
        assertThat(desk.queues.next(HERE, BELL.id(), 2))
                .extracting(Schedule::instant)
                .containsExactly(day(11), day(12));
        assertThat(desk.claim(day(30))).isEmpty();

        pause(false);

        assertThat(plan()).isEqualTo("e5 b6 A7 c8 x9! d10");
        assertThat(bell(a).wakeAt()).contains(day(7));
        assertThat(desk.claim(day(30))).hasSize(6);
    }

    @Test
    void pauseStopsWhatIsOverdueAndLeavesWhatIsArmed() {
        daily(BELL);
        PostWithDeliveries a = queued("a");
        PostWithDeliveries b = queued("b");
        queued("c");
        desk.clock.set(day(1));
        desk.claim(day(1));
        desk.clock.set(day(2).plusSeconds(60));

        pause(true);

        assertThat(bell(a).state()).isEqualTo(DeliveryState.ARMED);
        assertThat(bell(b).waitReason()).contains(WaitReason.QUEUE_PAUSED);
        assertThat(plan()).isEqualTo("b3 c4");
    }

    @Test
    void whatWaitsForAnApprovalGoesOnWaitingForThat() {
        daily(BELL);
        PostWithDeliveries a = queued("a");
        desk.become(now(a), BELL, delivery -> delivery.state(DeliveryState.WAITING)
                .waitReason(Optional.of(WaitReason.APPROVAL_MISSING))
                .wakeAt(Optional.empty()));

        pause(true);
        pause(false);

        assertThat(bell(a).waitReason()).contains(WaitReason.APPROVAL_MISSING);
        queued("b", QueueTarget.front());
        assertThat(bell(a).due()).isEqualTo(day(2));
        assertThat(bell(a).wakeAt()).isEmpty();
    }

    @Test
    void queueFollowsItsAccountToAnotherZone() {
        daily(BELL);
        queued("a");
        Account moved = new Account(
                BELL.id(),
                HERE,
                BELL.platform(),
                BELL.handle(),
                BELL.displayName(),
                BELL.avatarUrl(),
                BELL.status(),
                ZoneId.of("Asia/Tokyo"),
                Map.of(),
                BELL.grant());
        desk.accounts.update(moved);

        desk.queues.follow(HERE, BELL.id());

        assertThat(desk.queues
                        .list(HERE, BELL.id(), PageRequest.first(1))
                        .items()
                        .get(0)
                        .due())
                .isEqualTo(Instant.parse("2026-03-02T00:00:00Z"));
        AccountQueue laid = desk.queues.get(HERE, BELL.id());
        assertThat(laid.zone()).isEqualTo(moved.zone());
        desk.queues.follow(HERE, BELL.id());
        assertThat(desk.queues.get(HERE, BELL.id())).isEqualTo(laid);
    }

    @Test
    void movedPostIsPreparedAnewFromWhereItHasCome() {
        daily(TUSK);
        PostWithDeliveries a = enqueue(desk.service.create(HERE, Desk.post(TUSK)), QueueTarget.end());
        desk.become(a, TUSK, delivery -> delivery.preparation(Preparation.READY).wakeAt(Optional.of(day(1))));

        enqueue(desk.service.create(HERE, Desk.post(TUSK)), QueueTarget.front());

        Delivery moved = of(now(a), TUSK);
        assertThat(moved.due()).isEqualTo(day(2));
        assertThat(moved.preparation()).isEqualTo(Preparation.PENDING);
        assertThat(moved.wakeAt()).contains(day(2).minus(Desk.WINDOW));
        assertThat(moved.key()).isEqualTo(of(a, TUSK).key());
    }

    @Test
    void expectedVersionsAreHeldTo() {
        daily(BELL);
        AccountQueue before = desk.queues.get(HERE, BELL.id());
        PostWithDeliveries a = queued("a");

        assertThatThrownBy(() -> desk.queues.move(
                        HERE, BELL.id(), bell(a).id(), OptionalLong.of(before.version()), QueueTarget.front()))
                .isInstanceOf(StaleException.class);
        // What is queued is none of the settings' business.
        desk.queues.set(HERE, BELL.id(), OptionalLong.of(before.revision()), DAILY, true);
        assertThatThrownBy(() -> desk.queues.set(HERE, BELL.id(), OptionalLong.of(before.revision()), DAILY, false))
                .isInstanceOf(StaleException.class);
        assertThatThrownBy(() -> desk.service.enqueue(HERE, a.post().id(), OptionalLong.of(1), QueueTarget.end()))
                .isInstanceOf(StaleException.class);
    }

    @Test
    void nothingIsQueuedBeyondTenYears() {
        desk.queues.set(HERE, BELL.id(), ANY, List.of(new Slot(DayOfWeek.MONDAY, LocalTime.NOON)), false);
        for (int i = 0; i < 521; i++) {
            queued("a");
        }
        PostWithDeliveries late = desk.service.create(HERE, Desk.post(BELL));

        assertThatThrownBy(() -> {
                    for (int i = 0; i < 3; i++) {
                        enqueue(desk.service.create(HERE, Desk.post(BELL)), QueueTarget.end());
                    }
                })
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("more slots");
        assertThat(codeOf(() -> enqueue(late, QueueTarget.front()))).isEqualTo("queue-too-long");
        daily(BELL);
        assertThat(enqueue(late, QueueTarget.front()).state()).isEqualTo(DeliveryState.SCHEDULED);
    }

    @Test
    void queueInAnUnknownZoneLetsPostsLeaveAndAsksForAnotherZone() {
        daily(BELL);
        PostWithDeliveries first = queued("First");
        PostWithDeliveries second = queued("Second");
        AccountQueue known = desk.queues.get(HERE, BELL.id());
        desk.store.change(
                new QueueChange(known.laid(TimeZones.of("Europe/Atlantis"), known.last()), known.version(), List.of()));

        assertThatThrownBy(() -> queued("Third"))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("'Europe/Atlantis'")
                .extracting(e -> ((ConflictException) e).code())
                .isEqualTo("unknown-zone");
        assertThatThrownBy(() -> desk.queues.next(HERE, BELL.id(), 3)).isInstanceOf(ConflictException.class);
        desk.service.cancel(HERE, first.post().id(), ANY, Desk.ANNA);
        assertThat(bell(first).state()).isEqualTo(DeliveryState.CANCELLED);
        assertThat(bell(second).due()).isEqualTo(day(2));

        // The account itself is in a zone that is known.
        desk.queues.follow(HERE, BELL.id());
        assertThat(bell(second).due()).isEqualTo(day(1));
        assertThat(bell(queued("Fourth")).due()).isEqualTo(day(2));
    }
}
