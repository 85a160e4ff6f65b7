package io.carillon.rest.internal.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.api.start.StartupFailure;
import io.carillon.rest.internal.connect.PublicAddress;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {

    @TempDir
    Path folder;

    @AfterEach
    void forget() {
        System.clearProperty(StartupFailure.PROPERTY);
    }

    private static RestConfig config(String url, int hours) {
        return new RestConfig() {

            @Override
            public Class<? extends Annotation> annotationType() {
                return RestConfig.class;
            }

            @Override
            public String publicUrl() {
                return url;
            }

            @Override
            public int sessionHours() {
                return hours;
            }
        };
    }

    @Test
    void valuesBecomeTypes() {
        Settings settings = Settings.of(config(" https://carillon.example ", 2));

        assertThat(new PublicAddress(settings.publicUrl()).isSecure()).isTrue();
        assertThat(settings.session()).isEqualTo(Duration.ofHours(2));
        assertThat(new PublicAddress(Settings.of(config("", 2)).publicUrl()).isSecure())
                .isFalse();
        assertThat(new PublicAddress(
                                Settings.of(config("http://localhost:8080", 2)).publicUrl())
                        .isSecure())
                .isFalse();
    }

    @Test
    void wrongValuesAreNamedToWhoeverStartsTheServer() throws IOException {
        Path told = folder.resolve("told");
        System.setProperty(StartupFailure.PROPERTY, told.toString());

        assertThatThrownBy(() -> Settings.of(config("carillon.example", 2)))
                .hasMessageContaining("publicUrl")
                .hasMessageContaining("https://carillon.example.com");
        assertThat(Files.readString(told)).contains("publicUrl");
        assertThatThrownBy(() -> Settings.of(config("ftp://x.example", 2))).hasMessageContaining("CARILLON_PUBLIC_URL");
        assertThatThrownBy(() -> Settings.of(config("https://[", 2))).hasMessageContaining("publicUrl");
        assertThatThrownBy(() -> Settings.of(config("", 0))).hasMessageContaining("sessionHours");
    }
}
