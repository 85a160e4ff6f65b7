package io.carillon.persistence.internal.queue;

import static io.carillon.persistence.internal.queue.People.ANY;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.api.model.Account;
import io.carillon.api.model.AccountQueue;
import io.carillon.api.model.Delivery;
import io.carillon.api.model.Platform;
import io.carillon.api.model.UserId;
import io.carillon.api.model.Workspace;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.service.QueueTarget;
import io.carillon.api.store.PageRequest;
import io.carillon.api.store.QueueChange;
import io.carillon.api.store.QueueEntry;
import io.carillon.core.queue.QueueLayout;
import io.carillon.core.queue.SlotTimes;
import io.carillon.persistence.internal.BulkLoad;
import io.carillon.persistence.internal.OnEachDatabase;
import io.carillon.persistence.internal.Samples;
import io.carillon.persistence.internal.Stores;
import io.carillon.persistence.internal.TestStores;
import io.carillon.persistence.internal.db.DatabaseSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ten thousand queued posts on disk. What each change takes is printed; that it is right, asserted. */
@OnEachDatabase
class LargeQueueTest {

    private static final int MANY = 10_000;
    private static final WorkspaceId HERE = Workspace.DEFAULT_ID;

    private static <T> T timed(String what, Supplier<T> work) {
        long start = System.nanoTime();
        T result = work.get();
        System.out.printf("LargeQueueTest: %s %.1f ms%n", what, (System.nanoTime() - start) / 1e6);
        return result;
    }

    @Test
    void everyChangeIsRightWithTenThousandQueued(@TempDir Path folder) {
        boolean isDerby = !System.getProperty("carillon.test.database", "derby").equals("postgresql");
        DatabaseSettings settings = isDerby ? DatabaseSettings.at(folder, "", "", "") : TestStores.postgres();
        Account account = Samples.account(Platform.SANDBOX, "@large");
        try (Stores stores = Stores.open(settings, Clock.systemUTC())) {
            stores.accounts().add(account, Optional.empty());
            Instant start = Instant.now().plus(Duration.ofDays(1));
            List<Instant> slots =
                    QueueLayout.free(new SlotTimes(People.SLOTS, account.zone()), start, Set.of(), MANY + 100);
            new BulkLoad(stores, List.of(account)).queued(slots.subList(0, MANY));
            AccountQueue queue = AccountQueue.none(account)
                    .with(People.SLOTS, Optional.empty())
                    .laid(account.zone(), Optional.of(slots.get(MANY - 1)));
            stores.queues().change(new QueueChange(queue, 0, List.of()));
            People people = new People(stores, account);

            for (int i = 0; i < 3; i++) {
                assertThat(timed("next 100 free slots", () -> people.queues.next(HERE, account.id(), 100)))
                        .extracting(slot -> slot.instant())
                        .isEqualTo(slots.subList(MANY, MANY + 100));
                timed("first page", () -> people.queues.list(HERE, account.id(), PageRequest.first(50)));
            }
            for (int i = 0; i < 3; i++) {
                Delivery last = timed("enqueue at the end", () -> people.enqueue("Last", QueueTarget.end()));
                assertThat(last.due()).isEqualTo(slots.get(MANY + i));
            }
            for (int i = 0; i < 2; i++) {
                timed("enqueue at the front", () -> people.enqueue("First", QueueTarget.front()));
                requireInSlots(stores, account, MANY + 4 + i);
            }
            Delivery first = people.queues
                    .list(HERE, account.id(), PageRequest.first(1))
                    .items()
                    .get(0);
            timed("cancel of the first", () -> people.posts.cancel(HERE, first.post(), ANY, UserId.CONSOLE));
            requireInSlots(stores, account, MANY + 4);
            timed("pause", () -> people.queues.set(HERE, account.id(), ANY, People.SLOTS, true));
            timed("next 100 while paused", () -> people.queues.next(HERE, account.id(), 100));
            timed("resume", () -> people.queues.set(HERE, account.id(), ANY, People.SLOTS, false));
            requireInSlots(stores, account, MANY + 4);
        }
    }

    /** One each in the slots from the first on, without a gap. */
    private static void requireInSlots(Stores stores, Account account, int count) {
        List<Instant> dues = stores.queues().queued(account.id(), Instant.EPOCH).stream()
                .map(QueueEntry::due)
                .toList();
        assertThat(dues)
                .isEqualTo(QueueLayout.free(
                        new SlotTimes(People.SLOTS, account.zone()), dues.get(0).minusNanos(1), Set.of(), count));
    }
}
