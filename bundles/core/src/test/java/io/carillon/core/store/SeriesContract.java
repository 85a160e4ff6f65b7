package io.carillon.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.api.model.Account;
import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.Horizon;
import io.carillon.api.model.Origin;
import io.carillon.api.model.Post;
import io.carillon.api.model.PostId;
import io.carillon.api.model.Recurrence;
import io.carillon.api.model.Schedule;
import io.carillon.api.model.StoredPost;
import io.carillon.api.model.TimeZones;
import io.carillon.api.model.Workspace;
import io.carillon.api.store.DeliveryQuery;
import io.carillon.api.store.InUseException;
import io.carillon.api.store.PageRequest;
import io.carillon.api.store.PostChange;
import io.carillon.api.store.PostQuery;
import io.carillon.api.store.PostWithDeliveries;
import io.carillon.api.store.StaleException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is kept of posts that recur. */
public abstract class SeriesContract extends DiscardContract {

    private static final LocalDateTime START = LocalDateTime.of(2026, 3, 2, 9, 0);
    private static final Recurrence DAILY = new Recurrence(
            Optional.of("FREQ=DAILY"), List.of(START.plusHours(3)), List.of(START.plusDays(2), START.plusDays(3)));

    private StoredPost series(Account account, Instant extendAt) {
        Schedule schedule = Schedule.at(START, ZoneId.of("Europe/Berlin")).withRecurrence(Optional.of(DAILY));
        Post post = Post.to(account).caption("Again").schedule(schedule).build();
        return post(post, NOW).withHorizon(horizon(extendAt));
    }

    private static Optional<Horizon> horizon(Instant extendAt) {
        return Optional.of(new Horizon(START.plusDays(5), Optional.of(extendAt), NOW.minusSeconds(60)));
    }

    private static Optional<Horizon> ended() {
        return Optional.of(new Horizon(START.plusDays(5), Optional.empty(), NOW.minusSeconds(60)));
    }

    private Delivery occurrence(StoredPost post, LocalDateTime start, Instant due) {
        return delivery(post, BELL, due).toBuilder()
                .occurrence(Optional.of(start))
                .build();
    }

    private StoredPost read(StoredPost post) {
        return posts.find(post.workspace(), post.id()).orElseThrow().post();
    }

    private static PostChange extension(StoredPost before, Optional<Horizon> after, Delivery... added) {
        return new PostChange(
                before.withHorizon(after),
                before.revision(),
                List.of(added),
                List.of(),
                List.of(),
                before.horizon(),
                List.of());
    }

    @Test
    void recurrenceHorizonOriginAndOccurrenceComeBackAsTheyWereAdded() {
        StoredPost post = series(BELL, NOW).withOrigin(new Origin(new PostId("p_series"), START.minusDays(1)));
        Delivery delivery = occurrence(post, START.withSecond(30), NOW);

        posts.add(post, List.of(delivery));

        PostWithDeliveries found = posts.find(Workspace.DEFAULT_ID, post.id()).orElseThrow();
        assertThat(found.post()).isEqualTo(post);
        assertThat(found.deliveries()).containsExactly(delivery);
        assertThat(claimOne(NOW).delivery().occurrence()).contains(START.withSecond(30));
    }

    @Test
    void seriesIsShownWithoutItsHistoryWhichListsHave() {
        StoredPost post = series(BELL, NOW);
        Delivery past = occurrence(post, START.minusDays(1), NOW.minusSeconds(61));
        Delivery recent = occurrence(post, START, NOW.minusSeconds(60));
        Delivery next = occurrence(post, START.plusDays(1), NOW.plusSeconds(60));
        posts.add(post, List.of(past, recent, next));
        stored(NOW);

        assertThat(posts.find(Workspace.DEFAULT_ID, post.id()).orElseThrow().deliveries())
                .containsExactlyInAnyOrder(recent, next);
        assertThat(posts.listDeliveries(of(post, Set.of()), PageRequest.first(50))
                        .items())
                .containsExactly(next, recent, past);
        assertThat(posts.listDeliveries(of(post, Set.of(DeliveryState.SCHEDULED)), PageRequest.first(2))
                        .items())
                .containsExactly(next, recent);
        assertThat(posts.listDeliveries(of(post, Set.of(DeliveryState.FAILED)), PageRequest.first(2))
                        .items())
                .isEmpty();
    }

    private static DeliveryQuery of(StoredPost post, Set<DeliveryState> states) {
        return new DeliveryQuery(
                post.workspace(), states, Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(post.id()));
    }

    @Test
    void seriesAreExtendedInTheOrderInWhichTheyAreToBe() {
        StoredPost second = series(BELL, NOW.plusSeconds(20));
        StoredPost first = series(ELSEWHERE, NOW.plusSeconds(10));
        StoredPost never = series(BELL, NOW).withHorizon(ended());
        List.of(second, first, never).forEach(post -> posts.add(post, List.of()));
        stored(NOW);

        assertThat(series.nextExtension()).contains(NOW.plusSeconds(10));
        assertThat(series.toExtend(NOW.plusSeconds(9), 10)).isEmpty();
        assertThat(series.toExtend(NOW.plusSeconds(20), 10)).containsExactly(first, second);
        assertThat(series.toExtend(NOW.plusSeconds(20), 1)).containsExactly(first);
    }

    @Test
    void occurrenceIsMadeOnceForAnAccount() {
        StoredPost post = series(BELL, NOW);
        posts.add(post, List.of(occurrence(post, START, NOW)));

        assertThatThrownBy(
                        () -> posts.change(extension(post, horizon(NOW.plusSeconds(1)), occurrence(post, START, NOW))))
                .isInstanceOf(InUseException.class);

        assertThat(read(post)).isEqualTo(post);
        Delivery others = delivery(post, TUSK, NOW).toBuilder()
                .occurrence(Optional.of(START))
                .build();
        posts.change(extension(post, horizon(NOW.plusSeconds(1)), others, occurrence(post, START.plusDays(1), NOW)));
        assertThat(posts.find(Workspace.DEFAULT_ID, post.id()).orElseThrow().deliveries())
                .hasSize(3);
    }

    @Test
    void ofManyWhoExtendASeriesOneDoes() throws Exception {
        StoredPost post = series(BELL, NOW);
        posts.add(post, List.of());
        AtomicInteger turn = new AtomicInteger();

        List<Boolean> won = DispatchStoreContract.inParallel(8, () -> {
            int mine = turn.incrementAndGet();
            try {
                posts.change(extension(post, horizon(NOW.plusSeconds(mine)), occurrence(post, START, NOW)));
                return true;
            } catch (StaleException | InUseException e) {
                return false;
            }
        });

        assertThat(won).containsOnlyOnce(true);
        assertThat(posts.find(Workspace.DEFAULT_ID, post.id()).orElseThrow().deliveries())
                .hasSize(1);
    }

    @Test
    void editThatDidNotSeeAnExtensionIsStale() {
        StoredPost post = series(BELL, NOW);
        posts.add(post, List.of());
        posts.change(extension(post, ended(), occurrence(post, START, NOW)));

        assertThatThrownBy(() ->
                        posts.change(new PostChange(post.edited(post.post(), NOW), 1, List.of(), List.of(), List.of())))
                .isInstanceOf(StaleException.class);

        StoredPost now = read(post);
        posts.change(new PostChange(now.edited(now.post(), NOW), 1, List.of(), List.of(), List.of()));
        assertThat(read(post).revision()).isEqualTo(2);
    }

    @Test
    void postTakenOutOfASeriesComesWithItsChangeOrNotAtAll() {
        StoredPost post = series(BELL, NOW);
        Delivery planned = occurrence(post, START, NOW);
        posts.add(post, List.of(planned));
        Origin origin = new Origin(post.id(), START);
        StoredPost detached = post(bell(NOW.plusSeconds(60)), NOW).withOrigin(origin);
        Delivery own = delivery(detached, BELL, NOW.plusSeconds(60));
        PostChange change = new PostChange(
                        post.edited(post.post(), NOW), 1, List.of(), List.of(), List.of(planned.id()))
                .creating(List.of(new PostWithDeliveries(detached, List.of(own))));

        assertThatThrownBy(() -> posts.change(
                        new PostChange(post.edited(post.post(), NOW), 7, List.of(), List.of(), List.of(planned.id()))
                                .creating(List.of(new PostWithDeliveries(detached, List.of(own))))))
                .isInstanceOf(StaleException.class);
        assertThat(series.findDetached(Workspace.DEFAULT_ID, origin)).isEmpty();

        posts.change(change);

        assertThat(series.findDetached(Workspace.DEFAULT_ID, origin))
                .contains(new PostWithDeliveries(detached, List.of(own)));
        assertThat(series.findDetached(OTHER, origin)).isEmpty();
        assertThat(series.findDetached(Workspace.DEFAULT_ID, new Origin(post.id(), START.plusDays(1))))
                .isEmpty();
        assertThat(posts.find(Workspace.DEFAULT_ID, post.id()).orElseThrow().deliveries())
                .isEmpty();
    }

    @Test
    void occurrenceThatWasTakenOutTwiceIsWhatItBecameLast() {
        StoredPost post = series(BELL, NOW);
        Origin origin = new Origin(post.id(), START);
        List<StoredPost> taken = Stream.of(1, 3, 2)
                .map(at -> post(bell(NOW), NOW.plusSeconds(at)).withOrigin(origin))
                .toList();
        taken.forEach(one -> posts.add(one, List.of()));

        assertThat(series.findDetached(Workspace.DEFAULT_ID, origin))
                .map(PostWithDeliveries::post)
                .contains(taken.get(1));
    }

    @Test
    void seriesThatAreNotPlannedToAnInstantAreFound() {
        Instant plannedTo = START.plusDays(5).toInstant(ZoneOffset.ofHours(1));
        StoredPost post = series(BELL, NOW);
        StoredPost over = series(BELL, NOW).withHorizon(ended());
        StoredPost elsewhere = series(ELSEWHERE, NOW);
        List.of(post, over, elsewhere).forEach(one -> posts.add(one, List.of()));

        assertThat(series.notPlannedTo(Workspace.DEFAULT_ID, plannedTo, 10)).isEmpty();
        assertThat(series.notPlannedTo(Workspace.DEFAULT_ID, plannedTo.plusSeconds(1), 10))
                .containsExactly(post);
        assertThat(series.posts(Workspace.DEFAULT_ID, List.of(post.id(), elsewhere.id(), new PostId("p_none"))))
                .containsOnlyKeys(post.id());
    }

    @Test
    void zoneThatThisJavaDoesNotKnowHidesNothingAndIsKept() {
        ZoneId unknown = TimeZones.of("Europe/Atlantis");
        Schedule once = new Schedule(
                Schedule.Basis.LOCAL, START, unknown, Optional.empty(), NOW.plusSeconds(60), Optional.empty());
        StoredPost single = post(Post.to(BELL).caption("Once").schedule(once).build(), NOW);
        Delivery due = delivery(single, BELL, NOW.plusSeconds(60));
        StoredPost again = post(
                        Post.to(BELL)
                                .caption("Again")
                                .schedule(once.withRecurrence(Optional.of(DAILY)))
                                .build(),
                        NOW.plusSeconds(1))
                .withHorizon(horizon(NOW));
        StoredPost usual = series(BELL, NOW.plusSeconds(1));
        posts.add(single, List.of(due));
        posts.add(again, List.of());
        posts.add(usual, List.of());

        assertThat(posts.list(PostQuery.all(Workspace.DEFAULT_ID), PageRequest.first(50))
                        .items())
                .extracting(PostWithDeliveries::post)
                .containsExactly(again, usual, single);
        assertThat(series.toExtend(NOW.plusSeconds(1), 10)).containsExactly(again, usual);
        assertThat(series.notPlannedTo(Workspace.DEFAULT_ID, NOW.plusSeconds(86_400 * 30), 10))
                .containsExactlyInAnyOrder(again, usual);

        posts.change(extension(again, horizon(NOW.plusSeconds(3_600))));
        assertThat(read(again).post().schedule()).isEqualTo(again.post().schedule());
        assertThat(claimOne(NOW.plusSeconds(60)).post()).isEqualTo(single);
    }
}
