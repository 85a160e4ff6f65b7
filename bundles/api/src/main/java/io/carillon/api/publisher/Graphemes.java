package io.carillon.api.publisher;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Counts extended grapheme clusters. The runtime's own {@code \X} does it by the Unicode version of that Java, and older
 * ones take a conjunct of Indic scripts, such as क्ष, for two. Networks count one, and so does this on every Java: by
 * Unicode 16.
 *
 * @see <a href="https://www.unicode.org/reports/tr29/#GB9c">UAX #29, rule GB9c</a>
 */
final class Graphemes {

    private static final String CONSONANT =
            "["
                    + "\\x{915}-\\x{939}\\x{958}-\\x{95F}\\x{978}-\\x{97F}" // Devanagari
                    + "\\x{995}-\\x{9A8}\\x{9AA}-\\x{9B0}\\x{9B2}\\x{9B6}-\\x{9B9}\\x{9DC}-\\x{9DD}\\x{9DF}\\x{9F0}-\\x{9F1}" // Bengali
                    + "\\x{A95}-\\x{AA8}\\x{AAA}-\\x{AB0}\\x{AB2}-\\x{AB3}\\x{AB5}-\\x{AB9}\\x{AF9}" // Gujarati
                    + "\\x{B15}-\\x{B28}\\x{B2A}-\\x{B30}\\x{B32}-\\x{B33}\\x{B35}-\\x{B39}\\x{B5C}-\\x{B5D}\\x{B5F}\\x{B71}" // Oriya
                    + "\\x{C15}-\\x{C28}\\x{C2A}-\\x{C39}\\x{C58}-\\x{C5A}" // Telugu
                    + "\\x{D15}-\\x{D3A}" // Malayalam
                    + "\\x{1000}-\\x{102A}\\x{103F}\\x{1050}-\\x{1055}\\x{105A}-\\x{105D}\\x{1061}\\x{1065}-\\x{1066}\\x{106E}-\\x{1070}\\x{1075}-\\x{1081}\\x{108E}" // Myanmar
                    + "\\x{1780}-\\x{17B3}" // Khmer
                    + "\\x{1A20}-\\x{1A54}" // Tai Tham
                    + "\\x{1B0B}-\\x{1B0C}\\x{1B13}-\\x{1B33}\\x{1B45}-\\x{1B4C}" // Balinese
                    + "\\x{1B83}-\\x{1BA0}\\x{1BAE}-\\x{1BAF}\\x{1BBB}-\\x{1BBD}" // Sundanese
                    + "\\x{A989}-\\x{A98B}\\x{A98F}-\\x{A9B2}" // Javanese
                    + "\\x{A9E0}-\\x{A9E4}\\x{A9E7}-\\x{A9EF}\\x{A9FA}-\\x{A9FE}\\x{AA60}-\\x{AA6F}\\x{AA71}-\\x{AA73}\\x{AA7A}\\x{AA7E}-\\x{AA7F}" // Myanmar's extensions
                    + "\\x{AAE0}-\\x{AAEA}\\x{ABC0}-\\x{ABDA}" // Meetei Mayek
                    + "\\x{10A00}\\x{10A10}-\\x{10A13}\\x{10A15}-\\x{10A17}\\x{10A19}-\\x{10A35}" // Kharoshthi
                    + "\\x{11103}-\\x{11126}\\x{11144}\\x{11147}" // Chakma
                    + "\\x{11380}-\\x{11389}\\x{1138B}\\x{1138E}\\x{11390}-\\x{113B5}" // Tulu-Tigalari
                    + "\\x{11900}-\\x{11906}\\x{11909}\\x{1190C}-\\x{11913}\\x{11915}-\\x{11916}\\x{11918}-\\x{1192F}" // Dives Akuru
                    + "\\x{11A00}\\x{11A0B}-\\x{11A32}" // Zanabazar Square
                    + "\\x{11A50}\\x{11A5C}-\\x{11A83}" // Soyombo
                    + "\\x{11F04}-\\x{11F10}\\x{11F12}-\\x{11F33}" // Kawi
                    + "]";

    private static final String LINKER =
            "[\\x{94D}\\x{9CD}\\x{ACD}\\x{B4D}\\x{C4D}\\x{D4D}\\x{1039}\\x{17D2}\\x{1A60}\\x{1B44}"
                    + "\\x{1BAB}\\x{A9C0}\\x{AAF6}\\x{10A3F}\\x{11133}\\x{113D0}\\x{1193E}\\x{11A47}\\x{11A99}\\x{11F42}]";
    private static final String EXTENDING = "[\\p{Mn}\u200D]";

    private static final Pattern GRAPHEME = Pattern.compile(
            "(?:" + CONSONANT + EXTENDING + "*?" + LINKER + EXTENDING + "*+(?=" + CONSONANT + "))*+\\X");

    private Graphemes() {}

    static int count(String text) {
        Matcher matcher = GRAPHEME.matcher(text);
        int count = 0;
        while (matcher.find()) {
            count++;
        }
        return count;
    }
}
