package io.carillon.publisher.support.image;

import static java.awt.image.BufferedImage.TYPE_INT_RGB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lengths that no file has: whoever believes them goes in circles, while all other pictures wait. */
class HostileLengthsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final ImageLimits LIMITS =
            new ImageLimits(Set.of("image/jpeg", "image/png", "image/webp", "image/gif"), 1_000_000, 2_000);

    private static void assertRefused(byte[] bytes) {
        assertTimeoutPreemptively(
                PATIENCE, () -> assertThatThrownBy(() -> ImageFitter.fit(new ByteArrayInputStream(bytes), LIMITS))
                        .isInstanceOf(UnfitImageException.class)
                        .hasMessageContaining("damaged"));
    }

    /** A chunk of −8 bytes ends where it begins. */
    @ParameterizedTest
    @ValueSource(strings = {"VP8 ", "VP8L", "VP8X", "EXIF", "ANIM"})
    void chunkOfAWebpThatLeadsBackIsRefused(String name) {
        for (int length : new int[] {-8, -9, -20, Integer.MIN_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE - 1}) {
            ByteBuffer file = ByteBuffer.allocate(30).order(ByteOrder.LITTLE_ENDIAN);
            file.put(ascii("RIFF")).putInt(22).put(ascii("WEBP"));
            file.put(ascii(name)).putInt(length);
            assertRefused(file.array());
        }
    }

    @Test
    void webpThatIsLongerThanAFileCanBeIsRefused() {
        for (int length : new int[] {-1, Integer.MIN_VALUE, Integer.MAX_VALUE, 1_000_000}) {
            byte[] webp = TestPictures.webp(1);
            ByteBuffer.wrap(webp).order(ByteOrder.LITTLE_ENDIAN).putInt(4, length);
            assertRefused(webp);
        }
    }

    @Test
    void chunkOfAPngThatLeadsBackOrPastTheEndIsRefused() throws Exception {
        for (int length : new int[] {-12, -13, Integer.MIN_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE - 12}) {
            byte[] png = TestPictures.encode(TestPictures.redAndBlue(10, 10, TYPE_INT_RGB), "png");
            byte[] chunked = TestPictures.withChunk(png, "tEXt", new byte[20]);
            ByteBuffer.wrap(chunked).putInt(8 + 12 + 13, length);
            assertRefused(chunked);
        }
    }

    @Test
    void segmentOfAJpegThatIsShorterThanItsOwnLengthIsRefused() throws Exception {
        byte[] jpeg = TestPictures.encode(TestPictures.redAndBlue(10, 10, TYPE_INT_RGB), "jpeg");
        for (int length : new int[] {0, 1, 0xFFFF}) {
            byte[] segmented = TestPictures.withSegment(jpeg, 0xE1, ascii("Exif\0\0"));
            ByteBuffer.wrap(segmented).putShort(4, (short) length);
            assertRefused(segmented);
        }
    }

    static Stream<Arguments> pictures() throws Exception {
        byte[] jpeg = TestPictures.encode(TestPictures.redAndBlue(20, 10, TYPE_INT_RGB), "jpeg");
        return Stream.of(
                arguments("jpeg", TestPictures.withSegment(jpeg, 0xE1, TestPictures.exif(1, ByteOrder.BIG_ENDIAN))),
                arguments("png", TestPictures.encode(TestPictures.redAndBlue(20, 10, TYPE_INT_RGB), "png")),
                arguments("gif", TestPictures.encode(TestPictures.redAndBlue(20, 10, TYPE_INT_RGB), "gif")),
                arguments("webp", TestPictures.webp(1)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pictures")
    void noNumberAnywhereInAFileMakesItsReaderStandStillOrStumble(String format, byte[] picture) {
        assertTimeoutPreemptively(PATIENCE, () -> {
            for (int at = 0; at + 4 <= Math.min(picture.length, 700); at++) {
                for (int value : new int[] {0, 1, -1, -8, -12, Integer.MIN_VALUE, Integer.MAX_VALUE, -9 << 24}) {
                    byte[] hostile = picture.clone();
                    ByteBuffer.wrap(hostile).putInt(at, value);
                    tryToFit(hostile);
                    ByteBuffer.wrap(hostile).order(ByteOrder.LITTLE_ENDIAN).putInt(at, value);
                    tryToFit(hostile);
                }
            }
        });
    }

    private static void tryToFit(byte[] picture) throws Exception {
        try {
            FittedImage fitted = ImageFitter.fit(new ByteArrayInputStream(picture), LIMITS);
            assertThat(Math.min(fitted.width(), fitted.height())).isPositive();
        } catch (UnfitImageException e) {
            // That is the other answer there is.
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
