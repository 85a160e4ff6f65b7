package io.carillon.media.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.api.start.StartupFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MediaSettingsTest {

    @AfterEach
    void forget() {
        System.clearProperty(StartupFailure.PROPERTY);
    }

    @Test
    void namesTheValueThatIsWrongAndWhatWouldBeRight() {
        assertThatThrownBy(() -> settings("/x", 0, 60))
                .hasMessageContaining("maxBytes")
                .hasMessageContaining("1 or more");
        assertThatThrownBy(() -> settings("/x", 1, 0))
                .hasMessageContaining("fetchSeconds")
                .hasMessageContaining("1 to 3600");
        assertThatThrownBy(() -> settings("", 1, 60)).hasMessageContaining("folder");
    }

    @Test
    void refusalIsToldToTheStartScript(@TempDir Path folder) throws IOException {
        Path told = folder.resolve("carillon.failed");
        System.setProperty(StartupFailure.PROPERTY, told.toString());
        assertThatThrownBy(() -> StartupFailure.toldBy(() -> settings("/x", 0, 60)))
                .isInstanceOf(IllegalStateException.class);
        assertThat(told).content().contains("maxBytes");
    }

    private static MediaSettings settings(String folder, long maxBytes, int seconds) {
        return new MediaSettings(Path.of(folder), maxBytes, 1, 0, Duration.ofSeconds(seconds), List.of());
    }
}
