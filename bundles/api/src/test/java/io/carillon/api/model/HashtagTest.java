package io.carillon.api.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class HashtagTest {

    @ParameterizedTest
    @ValueSource(strings = {"launch", "#launch", "  #launch ", " launch"})
    void hashIsAddedAndSpaceAroundIsDropped(String text) {
        assertThat(new Hashtag(text).tag()).isEqualTo("#launch");
        assertThat(new Hashtag(text)).hasToString("#launch");
    }

    @ParameterizedTest
    @ValueSource(strings = {"größe", "東京", "a_b", "🎉", "2026"})
    void everyScriptIsTaken(String text) {
        assertThat(new Hashtag(text).tag()).isEqualTo("#" + text);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "#", "##a", "a#b", "a b", "a\tb", "a\nb", "a\u0000", "a\u2003b"})
    void whatIsNoHashtagIsRefused(String text) {
        assertThatThrownBy(() -> new Hashtag(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + text + "'");
    }

    @Test
    void hashtagHasAtMost140Characters() {
        assertThat(new Hashtag("a".repeat(140)).tag()).hasSize(141);
        assertThatThrownBy(() -> new Hashtag("a".repeat(141))).isInstanceOf(IllegalArgumentException.class);
    }
}
