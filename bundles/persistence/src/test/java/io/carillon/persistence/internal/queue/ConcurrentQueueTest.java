package io.carillon.persistence.internal.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.api.model.Account;
import io.carillon.api.model.Platform;
import io.carillon.api.model.Workspace;
import io.carillon.api.service.QueueTarget;
import io.carillon.api.store.QueueEntry;
import io.carillon.core.queue.QueueLayout;
import io.carillon.core.queue.SlotTimes;
import io.carillon.persistence.internal.OnEachDatabase;
import io.carillon.persistence.internal.Samples;
import io.carillon.persistence.internal.Stores;
import io.carillon.persistence.internal.TestStores;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two servers fill one queue at once. */
@OnEachDatabase
class ConcurrentQueueTest {

    private static final int EACH = 100;

    private final Stores stores = TestStores.empty();
    private final Account account = Samples.account(Platform.SANDBOX, "@queue");
    private final ExecutorService threads = Executors.newFixedThreadPool(2);

    @BeforeEach
    void setSlots() {
        stores.accounts().add(account, Optional.empty());
        new People(stores, account).queues.set(Workspace.DEFAULT_ID, account.id(), People.ANY, People.SLOTS, false);
    }

    @AfterEach
    void stop() throws InterruptedException {
        threads.shutdownNow();
        assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }

    private List<Instant> fill(QueueTarget... targets) throws Exception {
        List<Future<?>> fillings = new ArrayList<>();
        for (QueueTarget target : targets) {
            // Each has a lock of its own, as two servers have.
            People people = new People(stores, account);
            fillings.add(threads.submit(() -> {
                for (int i = 0; i < EACH; i++) {
                    people.enqueue("Number " + i, target);
                }
            }));
        }
        for (Future<?> filling : fillings) {
            filling.get(120, TimeUnit.SECONDS);
        }
        return stores.queues().queued(account.id(), Instant.EPOCH).stream()
                .map(QueueEntry::due)
                .toList();
    }

    @Test
    void eachTakesASlotOfItsOwn() throws Exception {
        List<Instant> dues = fill(QueueTarget.end(), QueueTarget.end());

        assertThat(dues).hasSize(2 * EACH).doesNotHaveDuplicates();
        assertThat(dues)
                .isEqualTo(QueueLayout.free(
                        new SlotTimes(People.SLOTS, account.zone()), dues.get(0).minusNanos(1), Set.of(), 2 * EACH));
    }

    @Test
    void whatIsPutInFrontShiftsTheOthersWhileTheyGrow() throws Exception {
        List<Instant> dues = fill(QueueTarget.front(), QueueTarget.end());

        assertThat(dues).hasSize(2 * EACH).doesNotHaveDuplicates();
        assertThat(dues.get(2 * EACH - 1)).isBefore(dues.get(0).plusSeconds(2 * EACH * 1800L + 3 * 3600));
    }
}
