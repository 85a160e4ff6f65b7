package io.carillon.persistence.internal.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.api.model.Platform;
import io.carillon.api.store.AccountStore.SealedGrant;
import io.carillon.api.store.OAuthAppStore;
import io.carillon.api.store.OAuthAppStore.StoredApp;
import io.carillon.persistence.internal.OnEachDatabase;
import io.carillon.persistence.internal.TestStores;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@OnEachDatabase
class OAuthAppStoreTest {

    private static final String SERVER = "https://mastodon.example";

    private OAuthAppStore apps;

    @BeforeEach
    void open() {
        apps = TestStores.empty().apps();
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
    void aRemovedAppIsGone() {
        apps.put(app("a", Platform.X, "", "client-1"));
        assertThat(apps.remove("a")).isTrue();
        assertThat(apps.remove("a")).isFalse();
        assertThat(apps.list(Platform.X, "")).isEmpty();
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
