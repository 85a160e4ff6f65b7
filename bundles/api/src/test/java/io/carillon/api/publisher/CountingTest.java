package io.carillon.api.publisher;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CountingTest {

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
        "Devanagari conjunct, क्ष, 1",
        "Devanagari conjunct of three, स्त्री, 1",
        "Devanagari words, नमस्ते हिन्दी, 6",
        "Devanagari conjunct with joiner, क्‍ष, 1",
        "Devanagari conjunct kept apart, क्‌ष, 2",
        "Devanagari conjunct with nukta, क़्त, 1",
        "Bengali conjunct, ক্ষ, 1",
        "Malayalam conjunct, ക്ഷ, 1",
        "Khmer conjunct, ក្រ, 1",
        "Myanmar word, မြန်မာ, 4",
        "Tamil has no such rule, த்ர, 2",
        "Devanagari virama at the end, क्, 1",
    })
    void graphemesAreWhatAReaderSeesAsOneCharacter(String name, String text, int expected) {
        assertThat(Counting.GRAPHEMES.count(text)).hasValue(expected);
    }

    @Test
    void lineBreakOfTwoCharactersIsOneGrapheme() {
        assertThat(Counting.GRAPHEMES.count("a\r\nb")).hasValue(3);
    }

    @Test
    void everyCountingCountsItsOwnUnit() {
        String text = "a👍🏽é";

        assertThat(Counting.GRAPHEMES.count(text)).hasValue(3);
        assertThat(Counting.CODE_POINTS.count(text)).hasValue(4);
        assertThat(Counting.UTF16_UNITS.count(text)).hasValue(6);
        assertThat(Counting.UTF8_BYTES.count(text)).hasValue(11);
    }

    @Test
    void weightedCountIsLeftToTheNetwork() {
        assertThat(Counting.WEIGHTED.count("text")).isEmpty();
    }
}
