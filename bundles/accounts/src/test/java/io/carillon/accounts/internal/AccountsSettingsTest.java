package io.carillon.accounts.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.api.start.StartupFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccountsSettingsTest {

    private static final Duration DAY = Duration.ofDays(1);

    @AfterEach
    void forget() {
        System.clearProperty(StartupFailure.PROPERTY);
    }

    @Test
    void namesTheValueThatIsWrongAndWhatWouldBeRight() {
        assertThatThrownBy(() -> settings("", Duration.ZERO, DAY)).hasMessageContaining("keyFile");
        assertThatThrownBy(() -> settings("/k", Duration.ofSeconds(301), DAY))
                .hasMessageContaining("grantCacheSeconds")
                .hasMessageContaining("0 to 300");
        assertThatThrownBy(() -> settings("/k", Duration.ZERO, Duration.ZERO))
                .hasMessageContaining("lookSeconds")
                .hasMessageContaining("1 to 604800");
    }

    private static AccountsSettings settings(String keyFile, Duration grantCache, Duration lookEvery) {
        return new AccountsSettings(Path.of(keyFile), grantCache, lookEvery);
    }

    @Test
    void refusalIsToldToTheStartScript(@TempDir Path folder) throws IOException {
        Path told = folder.resolve("carillon.failed");
        System.setProperty(StartupFailure.PROPERTY, told.toString());
        assertThatThrownBy(() -> StartupFailure.toldBy(() -> settings("", Duration.ZERO, DAY)))
                .isInstanceOf(IllegalStateException.class);
        assertThat(told).content().contains("keyFile");
    }
}
