package io.carillon.media.internal.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class InspectorTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    static Stream<Arguments> pictures() {
        return Stream.of(
                arguments("image/jpeg", Samples.picture("jpeg", 300, 200)),
                arguments("image/png", Samples.picture("png", 300, 200)),
                arguments("image/gif", Samples.picture("gif", 300, 200)),
                arguments("image/webp", Samples.webpLossy(300, 200)),
                arguments("image/webp", Samples.webpLossless(300, 200)),
                arguments("image/webp", Samples.webpExtended(300, 200)),
                arguments("image/avif", Samples.still("avif", 300, 200, false)),
                arguments("image/heic", Samples.still("heic", 200, 300, true)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pictures")
    void readsTheSizeOfPictures(String type, byte[] content) throws Exception {
        Facts facts = inspect(type, content);
        assertThat(facts.width()).hasValue(300);
        assertThat(facts.height()).hasValue(200);
        assertThat(facts.duration()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1,300,200", "2,300,200", "3,300,200", "4,300,200", "5,200,300", "6,200,300", "7,200,300", "8,200,300"})
    void sizeOfPhotosIsAsTheyAreShown(int orientation, int width, int height) throws Exception {
        for (boolean little : new boolean[] {true, false}) {
            Facts facts = inspect("image/jpeg", Samples.jpeg(300, 200, orientation, little));
            assertThat(facts.width()).hasValue(width);
            assertThat(facts.height()).hasValue(height);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 9, 65535})
    void senselessOrientationDoesNotSpoilThePicture(int orientation) throws Exception {
        assertThat(inspect("image/jpeg", Samples.jpeg(300, 200, orientation, true))
                        .width())
                .hasValue(300);
    }

    @Test
    void readsSizeAndLengthOfFilms() throws Exception {
        Facts facts = inspect("video/mp4", Samples.film("isom", 1920, 1080, 12_500, false));
        assertThat(facts.width()).hasValue(1920);
        assertThat(facts.height()).hasValue(1080);
        assertThat(facts.duration()).contains(Duration.ofMillis(12_500));
    }

    @Test
    void filmTakenUprightIsHigherThanWide() throws Exception {
        Facts facts = inspect("video/quicktime", Samples.film("qt  ", 1920, 1080, 1000, true));
        assertThat(facts.width()).hasValue(1080);
        assertThat(facts.height()).hasValue(1920);
    }

    @Test
    void filmInFragmentsHasNoLength() throws Exception {
        assertThat(inspect("video/mp4", Samples.film("isom", 640, 480, 0, false))
                        .duration())
                .isEmpty();
    }

    @Test
    void filmWithoutIndexIsUnreadable() {
        byte[] film = Samples.join(Samples.box("ftyp", Samples.ascii("isom")), Samples.box("mdat", new byte[100]));
        assertThatThrownBy(() -> inspect("video/mp4", film))
                .isInstanceOf(UnreadableException.class)
                .hasMessageContaining("no index");
    }

    static Stream<Arguments> cutOff() {
        return Stream.concat(
                pictures().filter(sample -> !sample.get()[0].equals("image/gif")),
                Stream.of(arguments("video/mp4", Samples.film("isom", 640, 480, 1000, false))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cutOff")
    void fileThatIsCutOffAnywhereIsUnreadable(String type, byte[] content) {
        for (int length : new int[] {content.length - 1, content.length / 2, content.length / 3, 16, 8}) {
            assertThatThrownBy(() -> inspect(type, Arrays.copyOf(content, length)))
                    .as("%s of %s bytes", length, content.length)
                    .isInstanceOf(UnreadableException.class);
        }
    }

    @Test
    void damagedHeadersNeverCrash() throws IOException {
        Random random = new Random(20260210);
        for (Arguments sample : Stream.concat(pictures(), cutOff()).toList()) {
            byte[] content = (byte[]) sample.get()[1];
            for (int round = 0; round < 300; round++) {
                byte[] damaged = content.clone();
                for (int hit = 0; hit < 4; hit++) {
                    damaged[random.nextInt(Math.min(damaged.length, 300))] = (byte) random.nextInt(256);
                }
                try {
                    inspect((String) sample.get()[0], damaged);
                } catch (UnreadableException e) {
                    assertThat(e).hasMessageNotContaining("null");
                }
            }
        }
    }

    static Stream<Arguments> whole() {
        return Stream.concat(
                pictures(), Stream.of(arguments("video/mp4", Samples.film("isom", 640, 480, 1000, false))));
    }

    /** Lengths below zero, of nothing, and beyond what a number holds; at the start and at the end, where films have them. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("whole")
    void noNumberInAHeaderMakesItsReaderStandStillOrStumble(String type, byte[] content) {
        assertTimeoutPreemptively(PATIENCE, () -> {
            for (int at = 0; at + 4 <= content.length; at += at == 200 ? Math.max(1, content.length - 500) : 1) {
                for (int value : new int[] {0, -8, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
                    byte[] hostile = content.clone();
                    ByteBuffer.wrap(hostile).putInt(at, value);
                    try {
                        inspect(type, hostile);
                    } catch (UnreadableException e) {
                        assertThat(e).hasMessageNotContaining("null");
                    }
                }
            }
        });
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 15, -1, -16, Long.MIN_VALUE, Long.MAX_VALUE, Long.MAX_VALUE - 15})
    void wideBoxOfAFilmThatLeadsBackOrPastTheEndIsUnreadable(long size) {
        byte[] wide = ByteBuffer.allocate(16)
                .putInt(1)
                .put(Samples.ascii("free"))
                .putLong(size)
                .array();
        byte[] film = Samples.join(Samples.box("ftyp", Samples.ascii("isom")), wide, Samples.box("moov", new byte[8]));
        assertTimeoutPreemptively(PATIENCE, () -> assertThatThrownBy(() -> inspect("video/mp4", film))
                .isInstanceOf(UnreadableException.class));
    }

    @Test
    void filmThatClaimsMillionsOfPartsIsUnreadable() {
        byte[] empty = Samples.box("free", new byte[0]);
        ByteBuffer film = ByteBuffer.allocate(empty.length * 5000);
        while (film.hasRemaining()) {
            film.put(empty);
        }
        assertThatThrownBy(() -> inspect("video/mp4", film.array()))
                .isInstanceOf(UnreadableException.class)
                .hasMessageContaining("more parts");
    }

    @Test
    void soundsAndDocumentsHaveNoSize() throws Exception {
        assertThat(inspect("audio/mpeg", Samples.mp3())).isEqualTo(Facts.NONE);
    }

    private Facts inspect(String type, byte[] content) throws IOException, UnreadableException {
        return Inspector.inspect(Files.write(folder.resolve("sample"), content), type);
    }
}
