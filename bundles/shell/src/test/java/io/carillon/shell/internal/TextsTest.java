package io.carillon.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextsTest {

    @ParameterizedTest
    @ValueSource(strings = {"\u001b", "\u009b", "\r\n", "\u202e", "\u2028", "\u0000", "\t"})
    void cellHoldsNothingThatSteersTheTerminal(String control) {
        assertThat(Texts.cell("red" + control + "door", 40)).isEqualTo("red door");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\ud83d\udc69\u200d\ud83d\udcbb", "\u0645\u06cc\u200c\u062e", "Gr\u00f6\u00dfe"})
    void cellLeavesTextAsItIs(String text) {
        assertThat(Texts.cell(text, 40)).isEqualTo(text);
    }
}
