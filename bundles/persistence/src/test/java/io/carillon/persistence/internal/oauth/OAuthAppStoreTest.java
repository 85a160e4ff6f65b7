package io.carillon.persistence.internal.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.api.model.Platform;
import io.carillon.api.store.AccountStore.SealedGrant;
import io.carillon.api.store.OAuthAppStore;
import io.carillon.api.store.OAuthAppStore.StoredApp;
import io.carillon.api.store.SealedValues;
import io.carillon.api.store.SealedValues.Resealed;
import io.carillon.persistence.internal.OnEachDatabase;
import io.carillon.persistence.internal.Stores;
import io.carillon.persistence.internal.TestStores;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@OnEachDatabase
class OAuthAppStoreTest {

    private static final String SERVER = "https://mastodon.example";

    private Stores stores;
    private OAuthAppStore apps;

    @BeforeEach
    void open() {
        stores = TestStores.empty();
        apps = stores.apps();
    }

    @Test
    void appsAreKeptForEachServerOfAPlatform() {
        apps.put(app("a", Platform.MASTODON, SERVER, "client-1"));
        apps.put(app("b", Platform.MASTODON, "", "client-2"));
        apps.put(app("c", Platform.X, "", "client-3"));

        assertThat(apps.list(Platform.MASTODON, SERVER))
                .containsExactly(app("a", Platform.MASTODON, SERVER, "client-1"));
        assertThat(apps.list(Platform.MASTODON, ""))
                .extracting(StoredApp::clientId)
                .containsExactly("client-2");
        assertThat(apps.list(Platform.THREADS, "")).isEmpty();
    }

    @Test
    void theLastWordCounts() {
        apps.put(app("a", Platform.X, "", "client-1"));
        apps.put(app("a", Platform.X, "", "client-2"));
        assertThat(apps.list(Platform.X, "")).containsExactly(app("a", Platform.X, "", "client-2"));
    }

    @Test
    void whatIsAddedReplacesNothing() {
        assertThat(apps.add(app("a", Platform.X, "", "client-1"))).isTrue();
        assertThat(apps.add(app("a", Platform.X, "", "client-2"))).isFalse();
        assertThat(apps.list(Platform.X, "")).containsExactly(app("a", Platform.X, "", "client-1"));
    }

    @Test
    void aRemovedAppIsGone() {
        apps.put(app("a", Platform.X, "", "client-1"));
        assertThat(apps.remove("a")).isTrue();
        assertThat(apps.remove("a")).isFalse();
        assertThat(apps.list(Platform.X, "")).isEmpty();
    }

    @Test
    void secretIsSealedAnewUnlessTheAppChangedMeanwhile() {
        apps.put(app("a", Platform.X, "", "client-1"));
        apps.put(app("b", Platform.X, "", "client-2"));
        SealedValues sealed = stores.sealed().stream()
                .filter(kind -> kind.name().equals("developer apps"))
                .findFirst()
                .orElseThrow();
        List<Resealed> anew = sealed.sealedWith("key-1", Optional.empty(), 10).stream()
                .map(value -> new Resealed(value, "anew", "key-2"))
                .toList();
        apps.put(app("b", Platform.X, "", "client-3"));

        assertThat(sealed.reseal(anew)).isEqualTo(1);

        assertThat(sealed.keys()).containsOnly(Map.entry("key-1", 1L), Map.entry("key-2", 1L));
        assertThat(apps.list(Platform.X, ""))
                .extracting(app -> app.clientId() + " " + app.sealed().sealed())
                .containsExactlyInAnyOrder("client-1 anew", "client-3 sealed client-3");
    }

    private static StoredApp app(String id, Platform platform, String server, String clientId) {
        return new StoredApp(
                id,
                platform,
                server,
                "https://carillon.example/oauth/callback",
                clientId,
                new SealedGrant("sealed " + clientId, "key-1", Optional.empty()));
    }
}
