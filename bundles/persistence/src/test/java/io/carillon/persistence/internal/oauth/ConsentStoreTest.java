package io.carillon.persistence.internal.oauth;

import static io.carillon.persistence.internal.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.api.model.Platform;
import io.carillon.api.model.UserId;
import io.carillon.api.model.Workspace;
import io.carillon.api.store.AccountStore.SealedGrant;
import io.carillon.api.store.ConsentStore;
import io.carillon.api.store.ConsentStore.Consent;
import io.carillon.api.store.ConsentStore.Stage;
import io.carillon.api.store.SealedValues;
import io.carillon.persistence.internal.OnEachDatabase;
import io.carillon.persistence.internal.Stores;
import io.carillon.persistence.internal.TestStores;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@OnEachDatabase
class ConsentStoreTest {

    private static final String HASH = "0".repeat(64);

    private Stores stores;
    private ConsentStore consents;

    @BeforeEach
    void open() {
        stores = TestStores.empty();
        consents = stores.consents();
    }

    @Test
    void aConsentIsFoundAsItWasAdded() {
        Consent asked = consent(HASH, Stage.ASKED, Optional.empty(), NOW);
        consents.add(asked);

        assertThat(consents.find(HASH)).contains(asked);
        assertThat(consents.find("1".repeat(64))).isEmpty();
    }

    @Test
    void keyOfTheVaultIsNeededForAsLongAsTheConsentIsUnderWay() {
        consents.add(consent(HASH, Stage.ASKED, Optional.empty(), NOW.minusSeconds(1)));
        SealedValues sealed = stores.sealed().stream()
                .filter(kind -> kind.name().equals("consents under way"))
                .findFirst()
                .orElseThrow();
        assertThat(sealed.keys()).isEmpty();

        consents.add(consent("1".repeat(64), Stage.RETURNED, Optional.empty(), NOW.plusSeconds(600)));
        assertThat(sealed.keys()).containsOnly(Map.entry("key-1", 1L));
    }

    @Test
    void aStepCountsOnceAndOnlyFromItsStage() {
        consents.add(consent(HASH, Stage.ASKED, Optional.empty(), NOW));
        Consent returned = consent(HASH, Stage.RETURNED, Optional.empty(), NOW.plusSeconds(60));
        assertThat(consents.advance(Stage.ASKED, returned)).isTrue();
        assertThat(consents.advance(Stage.ASKED, returned)).isFalse();
        assertThat(consents.find(HASH)).contains(returned);

        Consent failed = new Consent(
                HASH,
                returned.workspace(),
                returned.user(),
                returned.platform(),
                returned.browser(),
                Stage.FAILED,
                Optional.of("consent-denied"),
                Optional.empty(),
                NOW);
        assertThat(consents.advance(Stage.RETURNED, failed)).isTrue();
        assertThat(consents.find(HASH)).contains(failed);
    }

    @Test
    void ofManyWhoComeBackAtOnceOneIsTheFirst() throws Exception {
        consents.add(consent(HASH, Stage.ASKED, Optional.empty(), NOW));
        Consent returned = consent(HASH, Stage.RETURNED, Optional.empty(), NOW);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Boolean>> tries = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                tries.add(() -> consents.advance(Stage.ASKED, returned));
            }
            int first = 0;
            for (Future<Boolean> one : threads.invokeAll(tries)) {
                first += one.get() ? 1 : 0;
            }
            assertThat(first).isEqualTo(1);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void whatIsSealedForLongerThanItLastsIsFound() {
        Consent late = consent("1".repeat(64), Stage.CHOOSING, Optional.empty(), NOW.plusSeconds(2));
        Consent first = consent(HASH, Stage.ASKED, Optional.empty(), NOW);
        Consent now = consent("2".repeat(64), Stage.ASKED, Optional.empty(), NOW.plusSeconds(10));
        List.of(late, first, now).forEach(consents::add);

        assertThat(consents.leftOver(NOW.plusSeconds(10), 5)).containsExactly(first, late);
        assertThat(consents.leftOver(NOW.plusSeconds(10), 1)).containsExactly(first);
        consents.advance(
                Stage.ASKED,
                new Consent(
                        HASH,
                        first.workspace(),
                        first.user(),
                        first.platform(),
                        first.browser(),
                        Stage.FAILED,
                        Optional.of("consent-expired"),
                        Optional.empty(),
                        NOW));
        assertThat(consents.leftOver(NOW.plusSeconds(10), 5)).containsExactly(late);
    }

    @Test
    void whatHasExpiredIsRemoved() {
        consents.add(consent(HASH, Stage.ASKED, Optional.empty(), NOW));
        consents.add(consent("1".repeat(64), Stage.ASKED, Optional.empty(), NOW.plusSeconds(1)));

        assertThat(consents.removeExpired(NOW.plusSeconds(1))).isEqualTo(1);
        assertThat(consents.find(HASH)).isEmpty();
        assertThat(consents.find("1".repeat(64))).isPresent();
    }

    private static Consent consent(String hash, Stage stage, Optional<String> failure, Instant end) {
        return new Consent(
                hash,
                Workspace.DEFAULT_ID,
                new UserId("u_1"),
                Platform.MASTODON,
                "session:abc",
                stage,
                failure,
                Optional.of(new SealedGrant("sealed of " + stage, "key-1", Optional.empty())),
                end);
    }
}
