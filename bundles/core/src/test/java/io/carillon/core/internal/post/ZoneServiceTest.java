package io.carillon.core.internal.post;

import static io.carillon.core.internal.post.Desk.BELL;
import static io.carillon.core.internal.post.Desk.HERE;
import static io.carillon.core.internal.post.Desk.TUSK;
import static io.carillon.core.internal.post.Desk.of;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.api.model.Account;
import io.carillon.api.model.AccountQueue;
import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.MissedPolicy;
import io.carillon.api.model.Post;
import io.carillon.api.model.Preparation;
import io.carillon.api.model.Problem;
import io.carillon.api.model.Recurrence;
import io.carillon.api.model.Schedule;
import io.carillon.api.model.Slot;
import io.carillon.api.model.UserId;
import io.carillon.api.model.Workspace;
import io.carillon.api.service.QueueTarget;
import io.carillon.api.store.PostChange;
import io.carillon.api.store.PostStore;
import io.carillon.api.store.PostWithDeliveries;
import io.carillon.api.store.StoreException;
import io.carillon.api.store.ZoneRecord;
import io.carillon.api.store.ZoneStore;
import io.carillon.core.ChangingZone;
import io.carillon.core.id.Ids;
import io.carillon.core.internal.zone.OffsetTable;
import io.carillon.core.store.InMemoryZoneStore;
import java.lang.reflect.Proxy;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** It is Sunday, 1 March 2026, ten o'clock in UTC. A zone an hour ahead of it comes to be three hours ahead. */
class ZoneServiceTest {

    private static final ZoneRules ONE = ZoneRules.of(ZoneOffset.ofHours(1));
    private static final ZoneRules THREE = ZoneRules.of(ZoneOffset.ofHours(3));
    private static final LocalDateTime NINE = LocalDateTime.of(2026, 3, 2, 9, 0);
    private static final OptionalLong ANY = OptionalLong.empty();

    private final Desk desk = new Desk();
    private final InMemoryZoneStore zones = new InMemoryZoneStore(desk.store);
    private final ChangingZone zone = new ChangingZone(ONE);
    private final ZoneService service = node("2026a");

    private ZoneService node(String dataVersion) {
        return node(dataVersion, zones, desk.store);
    }

    private ZoneService node(String dataVersion, ZoneStore zones, PostStore posts) {
        return new ZoneService(
                zones,
                posts,
                desk.store,
                desk.workspaces,
                desk.accounts,
                desk.media,
                desk.publishers,
                desk.desk,
                new Ids(desk.clock, new Random(dataVersion.hashCode())),
                desk.clock,
                dataVersion,
                () -> desk.nudges++);
    }

    private PostWithDeliveries created(Account account, Schedule schedule) {
        return desk.service.create(
                HERE, Post.to(account).caption("Ring").schedule(schedule).build());
    }

    private PostWithDeliveries atNine(Account account) {
        return created(account, Schedule.at(NINE, zone.id));
    }

    private PostWithDeliveries now(PostWithDeliveries view) {
        return desk.service.get(HERE, view.post().id());
    }

    private Delivery bell(PostWithDeliveries view) {
        return of(now(view), BELL);
    }

    private ZoneRecord record() {
        return zones.records().get(zone.id.getId());
    }

    /** The first look, and what follows it. */
    private void settle() {
        for (int i = 0; i < 3; i++) {
            service.check();
        }
        assertThat(record().again()).isZero();
    }

    private void change(ZoneService by) {
        zone.become(THREE);
        by.check();
    }

    @Test
    void postKeepsItsLocalTimeAndTellsSo() {
        PostWithDeliveries before = atNine(TUSK);
        PostWithDeliveries instant = created(TUSK, Schedule.at(of(before, TUSK).due(), zone.id));
        settle();
        assertThat(now(before)).isEqualTo(before);
        int nudges = desk.nudges;

        change(node("2026b"));

        PostWithDeliveries after = now(before);
        Delivery moved = of(after, TUSK);
        assertThat(moved.due()).isEqualTo("2026-03-02T06:00:00Z");
        assertThat(after.post().post().schedule().orElseThrow())
                .isEqualTo(Schedule.at(NINE, zone.id))
                .isNotEqualTo(before.post().post().schedule().orElseThrow());
        assertThat(after.post().revision()).isEqualTo(2);
        assertThat(moved.revision()).isEqualTo(2);
        assertThat(moved.key()).isNotEqualTo(of(before, TUSK).key());
        assertThat(moved.preparation()).isEqualTo(Preparation.PENDING);
        assertThat(moved.wakeAt()).contains(moved.due().minus(Desk.WINDOW));
        assertThat(moved.problem()).hasValueSatisfying(problem -> {
            assertThat(problem.code()).isEqualTo(Problem.ZONE_RULES_CHANGED);
            assertThat(problem.detail())
                    .contains(zone.id.getId(), "2026b", "2026-03-02T06:00:00Z instead of 2026-03-02T08:00:00Z");
        });
        assertThat(desk.nudges).isGreaterThan(nudges);
        assertThat(now(instant)).isEqualTo(instant);
        assertThat(record().dataVersion()).isEqualTo("2026b");
        assertThat(record().rules()).isEqualTo(OffsetTable.of(THREE).text());
    }

    @Test
    void goingThroughItAgainMovesNothing() {
        PostWithDeliveries post = atNine(BELL);
        PostWithDeliveries series = created(
                BELL, Schedule.at(NINE, zone.id).withRecurrence(Optional.of(Recurrence.of("FREQ=DAILY;COUNT=5"))));
        settle();
        ZoneService newer = node("2026b");
        change(newer);
        PostWithDeliveries moved = now(post);
        PostWithDeliveries all = now(series);

        for (int i = 0; i < 4; i++) {
            assertThat(newer.check()).isEmpty();
        }

        assertThat(now(post)).isEqualTo(moved);
        assertThat(now(series)).isEqualTo(all);
        assertThat(record().again()).isZero();
    }

    @Test
    void whatWasStoredBeforeAnybodyLookedIsComparedOnce() {
        PostWithDeliveries post = atNine(BELL);
        zone.become(THREE);

        service.check();

        assertThat(bell(post).due()).isEqualTo("2026-03-02T06:00:00Z");
    }

    @Test
    void approvalHoldsForWhatIsOnlyMoved() {
        desk.workspaces.update(new Workspace(HERE, "Default", zone.id, MissedPolicy.DEFAULT, true, 1));
        PostWithDeliveries approved = atNine(BELL);
        PostWithDeliveries waiting = atNine(BELL);
        desk.service.approve(HERE, approved.post().id(), ANY, new UserId("u_owner"));

        change(service);

        assertThat(bell(approved).state()).isEqualTo(DeliveryState.SCHEDULED);
        assertThat(bell(approved).due()).isEqualTo("2026-03-02T06:00:00Z");
        assertThat(bell(waiting).state()).isEqualTo(DeliveryState.WAITING);
        assertThat(bell(waiting).due()).isEqualTo("2026-03-02T06:00:00Z");
        assertThat(bell(waiting).problem()).contains(Approvals.WAITS);
    }

    @Test
    void whatIsBeingPublishedStaysUntilItIsSettled() {
        PostWithDeliveries post = atNine(BELL);
        settle();
        desk.clock.set(bell(post).due().minusSeconds(1));
        desk.become(now(post), BELL, DeliveryState.ARMED);

        zone.become(ZoneRules.of(ZoneOffset.ofHours(-1)));
        assertThat(service.check()).isEmpty();
        ZoneService newer = node("2026b");
        assertThat(newer.check()).contains(desk.clock.instant().plusSeconds(30));
        assertThat(bell(post).due()).isEqualTo("2026-03-02T08:00:00Z");

        // It was surely not sent.
        desk.become(now(post), BELL, DeliveryState.SCHEDULED);
        assertThat(newer.check()).isEmpty();

        assertThat(bell(post).due()).isEqualTo("2026-03-02T10:00:00Z");
    }

    @Test
    void whatIsOverStaysAndWhatWasMissedByATimeThatItHasNoMoreComesBack() {
        PostWithDeliveries published = atNine(BELL);
        PostWithDeliveries failed = atNine(BELL);
        PostWithDeliveries cancelled = atNine(BELL);
        PostWithDeliveries missed = atNine(BELL);
        PostWithDeliveries doubtful = atNine(BELL);
        settle();
        desk.clock.set(Instant.parse("2026-03-02T09:30:00Z"));
        desk.become(published, BELL, DeliveryState.PUBLISHED);
        desk.become(failed, BELL, DeliveryState.FAILED);
        desk.become(missed, BELL, DeliveryState.MISSED);
        desk.become(doubtful, BELL, DeliveryState.IN_DOUBT);
        desk.service.cancel(HERE, cancelled.post().id(), ANY, Desk.ANNA);

        zone.become(ZoneRules.of(ZoneOffset.ofHours(-1)));
        node("2026b").check();

        assertThat(List.of(published, failed, cancelled, doubtful))
                .allSatisfy(one -> assertThat(bell(one).due()).isEqualTo("2026-03-02T08:00:00Z"));
        assertThat(bell(missed).state()).isEqualTo(DeliveryState.SCHEDULED);
        assertThat(bell(missed).due()).isEqualTo("2026-03-02T10:00:00Z");
    }

    @Test
    void occurrencesMoveAndKeepTheirNames() {
        PostWithDeliveries series = created(
                BELL, Schedule.at(NINE, zone.id).withRecurrence(Optional.of(Recurrence.of("FREQ=DAILY;COUNT=5"))));
        settle();
        Delivery first = series.deliveries().get(0);
        Delivery armed = first.toBuilder().state(DeliveryState.ARMED).build();
        desk.store.change(new PostChange(
                series.post(), 1, List.of(), List.of(new PostChange.DeliveryChange(first, armed)), List.of()));
        desk.clock.set(first.due());

        zone.become(THREE);
        ZoneService newer = node("2026b");
        assertThat(newer.check()).isPresent();

        PostWithDeliveries moved = now(series);
        assertThat(moved.deliveries())
                .extracting(one -> one.due().toString())
                .containsExactly(
                        "2026-03-02T08:00:00Z",
                        "2026-03-03T06:00:00Z",
                        "2026-03-04T06:00:00Z",
                        "2026-03-05T06:00:00Z",
                        "2026-03-06T06:00:00Z");
        assertThat(moved.deliveries()).extracting(Delivery::occurrence).allMatch(Optional::isPresent);
        assertThat(moved.deliveries())
                .extracting(one -> one.occurrence().orElseThrow())
                .containsExactly(NINE, NINE.plusDays(1), NINE.plusDays(2), NINE.plusDays(3), NINE.plusDays(4));
        assertThat(moved.post().horizon()).isEqualTo(series.post().horizon());
    }

    private void slots(Account account) {
        slots(account, 9);
    }

    private void slots(Account account, int... hours) {
        Account there = new Account(
                account.id(),
                account.workspace(),
                account.platform(),
                account.handle(),
                account.displayName(),
                account.avatarUrl(),
                account.status(),
                zone.id,
                account.settings(),
                account.grant());
        desk.accounts.put(there);
        desk.queues.set(
                HERE,
                account.id(),
                ANY,
                Arrays.stream(DayOfWeek.values())
                        .flatMap(day -> Arrays.stream(hours).mapToObj(hour -> new Slot(day, LocalTime.of(hour, 0))))
                        .toList(),
                false);
    }

    private PostWithDeliveries queued(QueueTarget target) {
        PostWithDeliveries draft =
                desk.service.create(HERE, Post.to(BELL).caption("Queued").build());
        return desk.service.enqueue(HERE, draft.post().id(), ANY, target);
    }

    @Test
    void queueIsLaidOutAnewAndChosenSlotsFollowTheClocks() {
        slots(BELL);
        PostWithDeliveries first = queued(QueueTarget.end());
        PostWithDeliveries chosen = queued(QueueTarget.slot(Instant.parse("2026-03-05T08:00:00Z")));
        PostWithDeliveries second = queued(QueueTarget.end());
        settle();
        AccountQueue before = desk.queues.get(HERE, BELL.id());

        ZoneService newer = node("2026b");
        change(newer);
        newer.check();

        assertThat(bell(first).due()).isEqualTo("2026-03-02T06:00:00Z");
        assertThat(bell(second).due()).isEqualTo("2026-03-03T06:00:00Z");
        assertThat(bell(chosen).due()).isEqualTo("2026-03-05T06:00:00Z");
        assertThat(bell(chosen).queued()).isEqualTo(of(chosen, BELL).queued());
        assertThat(desk.queues.get(HERE, BELL.id()).version()).isEqualTo(before.version() + 1);
    }

    @Test
    void chosenSlotDoesNotFollowTheClocksToWhereAnotherIsChosen() {
        slots(BELL, 9, 11);
        PostWithDeliveries nine = queued(QueueTarget.slot(Instant.parse("2026-03-05T08:00:00Z")));
        PostWithDeliveries eleven = queued(QueueTarget.slot(Instant.parse("2026-03-05T10:00:00Z")));
        settle();

        ZoneService newer = node("2026b");
        change(newer);

        assertThat(bell(nine).due()).as("eleven by the new rules").isEqualTo("2026-03-05T08:00:00Z");
        assertThat(bell(eleven).due()).isEqualTo("2026-03-05T10:00:00Z");
    }

    @Test
    void olderRulesDoNotFightNewerOnesAndWhatTheyStoreIsFound() {
        PostWithDeliveries early = atNine(BELL);
        ZoneService older = service;
        ZoneService newer = node("2026b");
        zone.become(THREE);
        newer.check();
        newer.check();
        newer.check();

        zone.become(ONE);
        older.check();
        assertThat(bell(early).due()).isEqualTo("2026-03-02T06:00:00Z");
        assertThat(record().dataVersion()).isEqualTo("2026b");
        PostWithDeliveries late = atNine(BELL);
        older.check();
        zone.become(THREE);
        newer.check();
        assertThat(bell(late).due()).isEqualTo("2026-03-02T06:00:00Z");

        // Stored after it was asked for, and before the older one stopped.
        zone.become(ONE);
        PostWithDeliveries last = atNine(BELL);
        zone.become(THREE);
        newer.check();
        assertThat(bell(last).due()).isEqualTo("2026-03-02T06:00:00Z");
        assertThat(record().again()).isZero();
    }

    @Test
    void anotherKeepsItsTurnUntilItsTermIsOver() {
        PostWithDeliveries post = atNine(BELL);
        settle();
        assertThat(zones.put(record().held(Desk.NOW.plus(Duration.ofMinutes(5)))))
                .isTrue();

        ZoneService newer = node("2026b");
        change(newer);
        assertThat(bell(post).due()).isEqualTo("2026-03-02T08:00:00Z");

        desk.clock.set(Desk.NOW.plus(Duration.ofMinutes(5)));
        newer.check();
        assertThat(bell(post).due()).isEqualTo("2026-03-02T06:00:00Z");
    }

    @Test
    void failureInTheMiddleLeavesTheRestForTheNextTime() {
        AtomicInteger until = new AtomicInteger(Integer.MAX_VALUE);
        List<PostWithDeliveries> posts = List.of(atNine(BELL), atNine(TUSK), atNine(BELL), atNine(TUSK), atNine(BELL));
        settle();
        ZoneService failing = node("2026b", zones, new RacingStore(desk.store, () -> {
            if (until.decrementAndGet() == 0) {
                throw new StoreException("The database is gone", null);
            }
        }));
        until.set(3);
        zone.become(THREE);

        assertThatThrownBy(failing::check).isInstanceOf(StoreException.class);
        assertThat(record().dataVersion()).isEqualTo("2026a");
        desk.clock.set(Desk.NOW.plus(Duration.ofMinutes(6)));
        failing.check();

        assertThat(posts)
                .allSatisfy(
                        one -> assertThat(now(one).deliveries().get(0).due()).isEqualTo("2026-03-02T06:00:00Z"));
        assertThat(posts)
                .allSatisfy(one -> assertThat(now(one).post().revision()).isEqualTo(2));
    }

    @Test
    void raceThatIsLostToAPersonIsRunAgain() {
        PostWithDeliveries post = atNine(BELL);
        settle();
        AtomicInteger races = new AtomicInteger();
        ZoneService racing = node("2026b", zones, new RacingStore(desk.store, () -> {
            if (races.incrementAndGet() == 1) {
                Post said = now(post).post().post();
                desk.service.edit(
                        HERE,
                        post.post().id(),
                        ANY,
                        said.withContent(said.content().withCaption("Edited")));
            }
        }));
        zone.become(THREE);

        racing.check();

        assertThat(races).hasValue(2);
        assertThat(now(post).post().post().content().caption()).isEqualTo("Edited");
        assertThat(bell(post).due()).isEqualTo("2026-03-02T06:00:00Z");
    }

    @Test
    void onlyWhatComesAfterTheFirstDifferenceIsReadWhereTheRulesAreKnown() {
        PostWithDeliveries near = atNine(BELL);
        PostWithDeliveries far = created(BELL, Schedule.at(NINE.plusMonths(4), zone.id));
        settle();
        ZoneRules summer = ZoneRules.of(
                ZoneOffset.ofHours(1),
                ZoneOffset.ofHours(1),
                List.of(),
                List.of(ZoneOffsetTransition.of(
                        LocalDateTime.of(2026, 6, 1, 0, 0), ZoneOffset.ofHours(1), ZoneOffset.ofHours(2))),
                List.of());
        List<Instant> from = new ArrayList<>();
        ZoneService newer = node("2026b", noting(from), desk.store);
        newer.check();
        assertThat(from).isEmpty();

        zone.become(summer);
        newer = node("2026c", noting(from), desk.store);
        newer.check();

        assertThat(from).containsExactly(Instant.parse("2026-05-31T23:00:00Z").minus(ZoneService.LOOK_BACK));
        assertThat(now(near)).isEqualTo(near);
        assertThat(bell(far).due()).isEqualTo("2026-07-02T07:00:00Z");
    }

    @Test
    void chosenOffsetGoesWhereTheClockShowsTheTimeOnlyOnce() {
        LocalDateTime change = LocalDateTime.of(2026, 6, 1, 3, 0);
        zone.become(ZoneRules.of(
                ZoneOffset.ofHours(2),
                ZoneOffset.ofHours(2),
                List.of(),
                List.of(ZoneOffsetTransition.of(change, ZoneOffset.ofHours(2), ZoneOffset.ofHours(1))),
                List.of()));
        PostWithDeliveries post = created(BELL, Schedule.at(change.minusMinutes(30), zone.id, ZoneOffset.ofHours(1)));
        settle();

        change(node("2026b"));

        assertThat(bell(post).due()).isEqualTo("2026-05-31T23:30:00Z");
    }

    /** Notes from when on posts are read. */
    private ZoneStore noting(List<Instant> from) {
        return (ZoneStore) Proxy.newProxyInstance(
                ZoneStore.class.getClassLoader(), new Class<?>[] {ZoneStore.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("singles")) {
                        from.add((Instant) arguments[1]);
                    }
                    return method.invoke(zones, arguments);
                });
    }
}
