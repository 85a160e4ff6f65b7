package io.carillon.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HealthTest {

    @Test
    void onlyServerThatSaysSoIsWell() {
        assertThat(Health.exitCode(true, "{\"status\":\"UP\",\"parts\":{\"nodes\":{\"status\":\"UP\"}}}"))
                .isZero();
        assertThat(Health.exitCode(true, "{\"status\":\"DEGRADED\",\"parts\":{\"nodes\":{\"status\":\"UP\"}}}"))
                .isEqualTo(Health.TROUBLED);
        assertThat(Health.exitCode(false, "{\"status\":\"DOWN\"}")).isEqualTo(1);
    }
}
