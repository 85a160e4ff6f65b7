package io.carillon.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.api.publisher.Counting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextCounterTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "nothing, '', 0",
        "letters, abc, 3",
        "family, 👨‍👩‍👧‍👦, 1",
        "two families, 👨‍👩‍👧‍👦👨‍👩‍👧‍👦, 2",
        "flags, 🇩🇪🇫🇷, 2",
        "flag of England, 🏴󠁧󠁢󠁥󠁮󠁧󠁿, 1",
        "rainbow flag, 🏳️‍🌈, 1",
        "skin tone, 👍🏽, 1",
        "kiss with skin tones, 👩🏽‍❤️‍💋‍👨🏿, 1",
        "profession, 👩‍🚀, 1",
        "keycap, 1️⃣, 1",
        "Hangul syllables, 한국, 2",
        "Hangul jamo, \u1112\u1161\u11ab\u1100\u1173\u11a8, 2",
        "combining marks, e\u0301a\u0308, 2",
        "many combining marks, Z\u0351\u036b\u0343, 1",
        "Devanagari vowel, नि, 1",
        "Thai vowel, กำ, 1",
    })
    void graphemesAreWhatAReaderSeesAsOneCharacter(String name, String text, int expected) {
        assertThat(TextCounter.count(text, Counting.GRAPHEMES)).hasValue(expected);
    }

    @Test
    void lineBreakOfTwoCharactersIsOneGrapheme() {
        assertThat(TextCounter.count("a\r\nb", Counting.GRAPHEMES)).hasValue(3);
    }

    @Test
    void everyCountingCountsItsOwnUnit() {
        String text = "a👍🏽é";

        assertThat(TextCounter.count(text, Counting.GRAPHEMES)).hasValue(3);
        assertThat(TextCounter.count(text, Counting.CODE_POINTS)).hasValue(4);
        assertThat(TextCounter.count(text, Counting.UTF16_UNITS)).hasValue(6);
        assertThat(TextCounter.count(text, Counting.UTF8_BYTES)).hasValue(11);
    }

    @Test
    void weightedCountIsLeftToTheNetwork() {
        assertThat(TextCounter.count("text", Counting.WEIGHTED)).isEmpty();
    }
}
