package io.carillon.accounts.internal.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.carillon.accounts.internal.House;
import io.carillon.api.model.Platform;
import io.carillon.api.model.Violation;
import io.carillon.api.publisher.ConnectMethod;
import io.carillon.api.publisher.OAuth2App;
import io.carillon.api.publisher.OAuth2Endpoints;
import io.carillon.api.service.InvalidException;
import io.carillon.api.service.OAuthApps.AppInfo;
import io.carillon.api.service.OAuthApps.Source;
import io.carillon.api.service.UnavailableException;
import io.carillon.api.store.AccountStore.SealedGrant;
import io.carillon.api.store.OAuthAppStore.StoredApp;
import io.carillon.core.MovableClock;
import java.lang.annotation.Annotation;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AppsTest {

    private static final Platform PLATFORM = ConsentNetwork.PLATFORM;

    @TempDir
    Path folder;

    private final FakeAppStore store = new FakeAppStore();
    private ConsentNetwork network;
    private House house;
    private Apps apps;

    @BeforeEach
    void open() {
        URI uri = URI.create("https://birdsong.example/");
        network = new ConsentNetwork(
                ConnectMethod.oauth2(OAuth2Endpoints.at(uri, uri).build()));
        house = new House(folder, network, new MovableClock(Instant.EPOCH));
        apps = new Apps(store, house.seals(), network);
    }

    @Test
    void whatAnAdministratorEntersCountsBeforeTheConfiguration() {
        assertThat(apps.find(PLATFORM)).isEmpty();
        apps.configured = List.of(configured("birdsong", "from-file", ""));
        assertThat(apps.find(PLATFORM)).contains(new AppInfo(PLATFORM, "from-file", false, Source.CONFIGURATION));

        AppInfo entered = apps.put(PLATFORM, " entered ", Optional.of("s3cret"));
        assertThat(entered).isEqualTo(new AppInfo(PLATFORM, "entered", true, Source.ADMINISTRATOR));
        assertThat(apps.find(PLATFORM)).contains(entered);
        assertThat(apps.app(PLATFORM)).contains(new OAuth2App("entered", Optional.of("s3cret")));
        assertThat(store.rows.values().toString()).doesNotContain("s3cret");

        assertThat(apps.remove(PLATFORM)).isTrue();
        assertThat(apps.remove(PLATFORM)).isFalse();
        assertThat(apps.find(PLATFORM).orElseThrow().clientId()).isEqualTo("from-file");
    }

    @Test
    void keyIsMadeOnceForEachPlatformAndAllServers() {
        Apps other = new Apps(store, house.seals(), network);
        assertThat(apps.publicKey(PLATFORM))
                .isEqualTo(other.publicKey(PLATFORM))
                .isNotEqualTo(apps.publicKey(Platform.X))
                .containsKeys("kty", "crv", "x", "y", "kid", "alg")
                .doesNotContainKey("d");
        assertThat(apps.find(PLATFORM)).as("it is no app").isEmpty();
        String secret = apps.desk().key(PLATFORM, false).jwk().replaceAll(".*\"d\":\"([^\"]+)\".*", "$1");
        assertThat(store.rows.values().toString()).doesNotContain(secret);
    }

    @Test
    void keyThatCannotBeOpenedIsReplacedForANewConsentOnly() {
        Object before = apps.publicKey(PLATFORM);
        store.rows.replaceAll((id, row) -> new StoredApp(
                id,
                row.platform(),
                row.server(),
                row.redirectUri(),
                row.clientId(),
                new SealedGrant("a.b.c.d.e", "gone", Optional.empty())));
        assertThatThrownBy(() -> apps.publicKey(PLATFORM))
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining("Restore that key");
        Object after = apps.desk().key(PLATFORM, true).publicJwk();
        assertThat(after).isNotEqualTo(before).isEqualTo(apps.publicKey(PLATFORM));
    }

    @Test
    void wrongValuesAreNamedAllAtOnce() {
        InvalidException refused = catchThrowableOfType(
                InvalidException.class, () -> apps.put(Platform.X, " ", Optional.of("x".repeat(3000))));
        assertThat(refused.violations())
                .extracting(Violation::field)
                .containsExactly("platform", "clientId", "clientSecret");
        assertThat(refused.getMessage()).doesNotContain("xxx");
    }

    @Test
    void aFileThatLacksAKeyIsRefusedWithASentence() {
        assertThatThrownBy(() -> configured("birdsong", "", "s3cret"))
                .hasMessageContaining("clientId")
                .hasMessageNotContaining("s3cret");
    }

    private static ConfiguredApp configured(String platform, String clientId, String secret) {
        return new ConfiguredApp(new AppConfig() {

            @Override
            public String platform() {
                return platform;
            }

            @Override
            public String clientId() {
                return clientId;
            }

            @Override
            public String clientSecret() {
                return secret;
            }

            @Override
            public Class<? extends Annotation> annotationType() {
                return AppConfig.class;
            }
        });
    }
}
