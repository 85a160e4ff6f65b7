package io.carillon.persistence.internal.idempotency;

import static io.carillon.persistence.internal.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.api.model.Workspace;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.store.IdempotencyStore;
import io.carillon.api.store.IdempotencyStore.Answer;
import io.carillon.api.store.IdempotencyStore.Entry;
import io.carillon.persistence.internal.OnEachDatabase;
import io.carillon.persistence.internal.TestStores;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@OnEachDatabase
class IdempotencyStoreTest {

    private static final Instant END = NOW.plusSeconds(60);

    private IdempotencyStore idempotency;

    @BeforeEach
    void open() {
        idempotency = TestStores.empty().idempotency();
    }

    @Test
    void theFirstAnswerIsKept() {
        assertThat(begin("hash", NOW)).isEmpty();
        assertThat(begin("other hash", NOW)).contains(new Entry("hash", Optional.empty()));

        Answer answer = new Answer(201, "", "\"1\"", "{\"id\": \"p_1\"}");
        idempotency.complete(Workspace.DEFAULT_ID, "key", answer);

        assertThat(begin("hash", NOW)).contains(new Entry("hash", Optional.of(answer)));
        assertThat(idempotency.begin(new WorkspaceId("other"), "key", "hash", NOW, END))
                .isEmpty();
    }

    @Test
    void aKeyThatWasGivenBackOrHasExpiredIsFree() {
        begin("hash", NOW);
        idempotency.release(Workspace.DEFAULT_ID, "key");
        assertThat(begin("hash", NOW)).isEmpty();

        assertThat(begin("other hash", END)).isEmpty();
        assertThat(idempotency.removeExpired(END)).isEqualTo(1);
    }

    @Test
    void ofManyAtOnceOneGetsTheKey() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            Callable<Boolean> taking = () -> begin("hash", NOW).isEmpty();
            List<Future<Boolean>> all = threads.invokeAll(Collections.nCopies(8, taking));
            int taken = 0;
            for (Future<Boolean> one : all) {
                taken += one.get() ? 1 : 0;
            }
            assertThat(taken).isEqualTo(1);
        } finally {
            threads.shutdownNow();
        }
    }

    private Optional<Entry> begin(String hash, Instant now) {
        return idempotency.begin(Workspace.DEFAULT_ID, "key", hash, now, END);
    }
}
