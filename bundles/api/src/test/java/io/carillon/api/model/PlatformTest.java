package io.carillon.api.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlatformTest {

    @Test
    void constantsAreTheSameAsWhatPluginsName() {
        assertThat(Platform.INSTAGRAM).isEqualTo(new Platform("instagram")).hasToString("instagram");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "X", "9gag", "-x", "a_b", "a b", "abcdefghijklmnopqrstuvwxyz1234567"})
    void whatIsNoNameOfANetworkIsRefused(String id) {
        assertThatThrownBy(() -> new Platform(id))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + id + "'");
    }
}
