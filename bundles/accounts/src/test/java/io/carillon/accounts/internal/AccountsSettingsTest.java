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

    @AfterEach
    void forget() {
        System.clearProperty(StartupFailure.PROPERTY);
    }

    @Test
    void namesTheValueThatIsWrongAndWhatWouldBeRight() {
        assertThatThrownBy(() -> new AccountsSettings(Path.of(""), Duration.ZERO))
                .hasMessageContaining("keyFile");
        assertThatThrownBy(() -> new AccountsSettings(Path.of("/k"), Duration.ofSeconds(301)))
                .hasMessageContaining("grantCacheSeconds")
                .hasMessageContaining("0 to 300");
    }

    @Test
    void refusalIsToldToTheStartScript(@TempDir Path folder) throws IOException {
        Path told = folder.resolve("carillon.failed");
        System.setProperty(StartupFailure.PROPERTY, told.toString());
        assertThatThrownBy(() -> StartupFailure.toldBy(() -> new AccountsSettings(Path.of(""), Duration.ZERO)))
                .isInstanceOf(IllegalStateException.class);
        assertThat(told).content().contains("keyFile");
    }
}
