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

    /** What Unicode 14 to 17 brought; Java 17 knows Unicode 13, so its own {@code \\X} takes each of them for two or more. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "Telugu nukta of Unicode 14, \u0c15\u0c3c, 1",
        "Kannada mark of Unicode 15, \u0c95\u0cf3, 1",
        "Arabic mark of Unicode 15, \u0628\ud803\udefd, 1",
        "Kawi vowel of Unicode 15, \ud807\udf12\ud807\udf36, 1",
        "Kawi conjunct with vowel, \ud807\udf12\ud807\udf42\ud807\udf13\ud807\udf36, 1",
        "Tulu-Tigalari vowel of Unicode 16, \ud804\udf92\ud804\udfb8, 1",
        "Kirat Rai vowel of Unicode 16, \ud81b\udd63\ud81b\udd67, 1",
        "Devanagari conjunct with a mark of Unicode 17, \u0915\u1acf\u094d\u0937, 1",
        "face of Unicode 16 and hands of two skins, \ud83e\udee9\ud83e\udef1\ud83c\udffb\u200d\ud83e\udef2\ud83c\udfff, 2",
    })
    void graphemesAreTheSameOnEveryJava(String name, String text, int expected) {
        assertThat(Counting.GRAPHEMES.count(text)).hasValue(expected);
    }

    /** Such texts are counted without looking at Unicode's tables. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "every character that Latin writing needs, ÄÖÜßéñøåçœŁžğ¡¿€, 16",
        "typographer's marks, „Straße“ – ‘it’s’ …, 19",
        "a mark that joins what stands before it, e\u0301, 1",
        "a soft hyphen, a\u00adb, 3",
        "a joiner behind a dash, –\u200d, 1",
    })
    void plainTextIsCountedCharByChar(String name, String text, int expected) {
        assertThat(Counting.GRAPHEMES.count(text)).hasValue(expected);
    }

    @Test
    void lineBreakOfTwoCharactersIsOneGrapheme() {
        assertThat(Counting.GRAPHEMES.count("a\r\nb")).hasValue(3);
        assertThat(Counting.GRAPHEMES.count("\n\r\r\n\n")).hasValue(4);
        assertThat(Counting.GRAPHEMES.count("🙂\r\n")).hasValue(2);
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
