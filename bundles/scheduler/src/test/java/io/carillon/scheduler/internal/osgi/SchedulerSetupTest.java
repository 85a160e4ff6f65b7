package io.carillon.scheduler.internal.osgi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SchedulerSetupTest {

    private static SchedulerConfig config(Map<String, Object> values) {
        return (SchedulerConfig) Proxy.newProxyInstance(
                SchedulerConfig.class.getClassLoader(),
                new Class<?>[] {SchedulerConfig.class},
                (proxy, method, arguments) -> values.getOrDefault(method.getName(), method.getDefaultValue()));
    }

    @Test
    void defaultsNeedNothingButAFolder() {
        SchedulerSetup setup = SchedulerSetup.of(config(Map.of("dataFolder", "/srv/carillon")));

        assertThat(setup.dataFolder()).isEqualTo(Path.of("/srv/carillon"));
        assertThat(setup.settings().lookAhead()).isEqualTo(Duration.ofSeconds(2));
        assertThat(setup.settings().retry().giveUpAfter()).isEqualTo(Duration.ofHours(24));
    }

    @Test
    void missingFolderIsNamedWithTheFix() {
        assertThatThrownBy(() -> SchedulerSetup.of(config(Map.of())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("dataFolder")
                .hasMessageContaining("io.carillon.scheduler.cfg");
    }

    @Test
    void wrongValueIsNamedWithItsRule() {
        Map<String, Object> values = Map.of("dataFolder", "/srv/carillon", "lookAheadMillis", 5000L);

        assertThatThrownBy(() -> SchedulerSetup.of(config(values)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("lookAhead")
                .hasMessageContaining("200 ms to 2 s")
                .hasMessageContaining("PT5S");
    }

    @Test
    void capBelowTheBaseIsRefused() {
        Map<String, Object> values =
                Map.of("dataFolder", "/srv/carillon", "retryBaseMillis", 60_000L, "retryCapSeconds", 1L);

        assertThatThrownBy(() -> SchedulerSetup.of(config(values)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cap")
                .hasMessageContaining("at least the base");
    }
}
