package io.carillon.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.api.model.Account;
import io.carillon.api.model.AccountQueue;
import io.carillon.api.model.Horizon;
import io.carillon.api.model.Post;
import io.carillon.api.model.Recurrence;
import io.carillon.api.model.Schedule;
import io.carillon.api.model.StoredPost;
import io.carillon.api.model.TimeZones;
import io.carillon.api.store.QueueChange;
import io.carillon.api.store.ZoneRecord;
import io.carillon.api.store.ZoneStore;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every store keeps of zones, and of what goes by them. */
public abstract class ZoneStoreContract extends StoreContract {

    private static final String BERLIN = "Europe/Berlin";
    private static final LocalDateTime NINE = LocalDateTime.of(2026, 3, 29, 9, 0);

    private StoredPost add(Account account, Schedule schedule) {
        StoredPost post =
                post(Post.to(account).caption("Ring").schedule(schedule).build(), NOW);
        StoredPost stored = schedule.recurrence().isEmpty()
                ? post
                : post.withHorizon(Optional.of(new Horizon(schedule.local(), Optional.of(NOW), NOW)));
        posts.add(stored, List.of());
        return stored;
    }

    private StoredPost single(LocalDateTime at) {
        return add(BELL, Schedule.at(at, ZoneId.of(BERLIN)));
    }

    private StoredPost recurring(LocalDateTime at) {
        return add(BELL, Schedule.at(at, ZoneId.of(BERLIN)).withRecurrence(Optional.of(Recurrence.of("FREQ=DAILY"))));
    }

    private static ZoneStore.Single of(StoredPost post) {
        return new ZoneStore.Single(
                post.workspace(), post.id(), post.post().schedule().orElseThrow());
    }

    private static ZoneStore.Recurring plan(StoredPost post) {
        return new ZoneStore.Recurring(
                post.workspace(), post.id(), post.horizon().orElseThrow().plannedTo());
    }

    @Test
    void zonesInUseAreThoseOfLocalTimesAndOfQueues() {
        add(BELL, Schedule.at(NOW, ZoneId.of("Asia/Tokyo")));
        add(BELL, Schedule.at(NINE, ZoneId.of("America/Lima")));
        add(ELSEWHERE, Schedule.at(NINE, ZoneId.of("Africa/Cairo")));
        add(TUSK, Schedule.at(NINE, ZoneId.of("America/Lima")));
        recurring(NINE);
        single(NINE);
        queues.change(new QueueChange(
                AccountQueue.none(TUSK).laid(TimeZones.of("Europe/Atlantis"), Optional.empty()), 0, List.of()));

        assertThat(zones.inUse())
                .contains("Africa/Cairo", "America/Lima", "Europe/Atlantis", BERLIN)
                .isSubsetOf("Africa/Cairo", "America/Lima", "Asia/Tokyo", "Europe/Atlantis", BERLIN);
    }

    @Test
    void singlesComeByTheirInstantsFromOneOnPageByPage() {
        List<StoredPost> all = IntStream.range(0, 5)
                .mapToObj(i -> single(NINE.plusHours(i / 2)))
                .toList();
        add(BELL, Schedule.at(all.get(0).post().schedule().orElseThrow().instant(), ZoneId.of(BERLIN)));
        add(BELL, Schedule.at(NINE, ZoneId.of("Asia/Tokyo")));
        recurring(NINE);
        Instant from = of(all.get(0)).schedule().instant();

        List<ZoneStore.Single> first = zones.singles(BERLIN, from, Optional.empty(), 3);
        assertThat(first).containsExactly(of(all.get(0)), of(all.get(1)), of(all.get(2)));
        assertThat(zones.singles(BERLIN, from, Optional.of(first.get(2)), 3))
                .containsExactly(of(all.get(3)), of(all.get(4)));
        assertThat(zones.singles(BERLIN, from.plusNanos(1_000), Optional.empty(), 2))
                .containsExactly(of(all.get(2)), of(all.get(3)));
    }

    @Test
    void singleComesWithAllThatItsTimeWasChosenBy() {
        LocalDateTime twice = LocalDateTime.of(2026, 10, 25, 2, 30, 15, 1_000);
        StoredPost post = add(BELL, Schedule.at(twice, ZoneId.of(BERLIN), java.time.ZoneOffset.ofHours(1)));

        assertThat(zones.singles(BERLIN, NOW, Optional.empty(), 3)).containsExactly(of(post));
    }

    @Test
    void recurringPostsComeByWhatIsPlannedPageByPage() {
        StoredPost over = recurring(NINE);
        List<StoredPost> all = IntStream.range(1, 5)
                .mapToObj(i -> recurring(NINE.plusSeconds(i / 2 + 1)))
                .toList();
        single(NINE.plusDays(1));

        List<ZoneStore.Recurring> first = zones.recurring(BERLIN, NINE, Optional.empty(), 2);
        assertThat(first).containsExactly(plan(all.get(0)), plan(all.get(1)));
        assertThat(zones.recurring(BERLIN, NINE, Optional.of(first.get(1)), 9))
                .containsExactly(plan(all.get(2)), plan(all.get(3)));
        assertThat(zones.recurring(BERLIN, NINE.minusNanos(1_000), Optional.empty(), 1))
                .containsExactly(plan(over));
        assertThat(zones.recurring("Asia/Tokyo", NINE.minusYears(1), Optional.empty(), 9))
                .isEmpty();
    }

    @Test
    void queuesAreFoundByTheZoneThatTheyWereLaidOutIn() {
        AccountQueue tusk = AccountQueue.none(TUSK).laid(TUSK.zone(), Optional.of(NOW));
        AccountQueue bell = AccountQueue.none(BELL).laid(BELL.zone(), Optional.empty());
        AccountQueue other = AccountQueue.none(ELSEWHERE).laid(ZoneId.of("Asia/Tokyo"), Optional.empty());
        List.of(tusk, bell, other).forEach(queue -> queues.change(new QueueChange(queue, 0, List.of())));

        assertThat(zones.queues(BERLIN)).containsExactly(bell, tusk);
        assertThat(zones.queues("Europe/Atlantis")).isEmpty();
    }

    @Test
    void recordIsTheNextVersionOfWhatWasReadOrNothing() {
        ZoneRecord held = ZoneRecord.unseen(BERLIN).held(NOW);
        assertThat(zones.records()).isEmpty();

        assertThat(zones.put(held)).isTrue();
        assertThat(zones.put(held)).isFalse();
        assertThat(zones.put(held.computed("2026a", "1=2", 2).held(NOW))).isFalse();
        ZoneRecord computed = held.computed("2026a", "1=2", 2);
        assertThat(zones.put(computed)).isTrue();
        assertThat(zones.put(held.withAgain(7))).isFalse();
        assertThat(zones.put(ZoneRecord.unseen("Asia/Tokyo").computed("2026a", "1=2", 0)))
                .isTrue();

        assertThat(zones.records())
                .hasSize(2)
                .containsEntry(BERLIN, new ZoneRecord(BERLIN, "2026a", "1=2", 2, Optional.empty(), 2));
    }
}
