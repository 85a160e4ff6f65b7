package io.carillon.publisher.support.image;

import static java.awt.image.BufferedImage.TYPE_INT_RGB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.api.publisher.MediaRule;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Pictures that programs write for the web and for print, and files that only say that they are large. */
class DifficultPicturesTest {

    private static final ImageLimits LIMITS = new ImageLimits(Set.of("image/jpeg", "image/png"), 100_000, 500);

    private static FittedImage fit(byte[] bytes) throws Exception {
        return ImageFitter.fit(new ByteArrayInputStream(bytes), LIMITS);
    }

    private static void assertRefused(byte[] bytes, String words) {
        assertThatThrownBy(() -> fit(bytes))
                .isInstanceOf(UnfitImageException.class)
                .hasMessageContaining(words);
    }

    private static byte[] small(boolean progressive) throws Exception {
        BufferedImage image = TestPictures.redAndBlue(64, 64, TYPE_INT_RGB);
        return progressive ? TestPictures.progressive(image) : TestPictures.encode(image, "jpeg");
    }

    @Test
    void progressiveJpegIsMadeSmaller() throws Exception {
        FittedImage fitted = fit(TestPictures.progressive(TestPictures.redAndBlue(1_500, 600, TYPE_INT_RGB)));
        assertThat(fitted).extracting(FittedImage::width, FittedImage::height).containsExactly(500, 200);
        BufferedImage shown = TestPictures.decode(fitted.bytes());
        assertThat(shown.getRGB(50, 100) >> 16 & 0xFF).isGreaterThan(150);
        assertThat(shown.getRGB(450, 100) & 0xFF).isGreaterThan(150);
    }

    @Test
    void pictureForPrintIsPassedOnIfItFitsAndElseRefusedWithTheFix() throws Exception {
        byte[] fitting = TestPictures.fourInks(300, 200);
        assertThat(fit(fitting).bytes()).isEqualTo(fitting);
        assertRefused(TestPictures.fourInks(600, 200), "RGB JPEG");
    }

    @Test
    void fileThatOnlySaysThatItIsLargeIsNotDecoded() throws Exception {
        for (boolean progressive : new boolean[] {true, false}) {
            assertRefused(TestPictures.swollen(small(progressive), 12_000, 9_000, 0), "12000 by 9000");
        }
        byte[] png = TestPictures.encode(TestPictures.redAndBlue(10, 10, TYPE_INT_RGB), "png");
        ByteBuffer.wrap(png).putInt(16, 12_000).putInt(20, 9_000);
        assertRefused(png, "12000 by 9000");
    }

    /** Its decoder unfolds all of it before the first pixel, whatever is wanted of it. */
    @Test
    void progressiveJpegThatWouldFillTheMemoryIsRefusedWithTheFix() throws Exception {
        assertRefused(TestPictures.swollen(small(true), 12_000, 9_000, 1_000_000), "progressive");
    }

    @Test
    void emptyPictureOfManyPixelsIsNoSuchFile() throws Exception {
        byte[] png = TestPictures.encode(new BufferedImage(6_000, 4_000, BufferedImage.TYPE_BYTE_BINARY), "png");
        assertThat(png).hasSizeLessThan(10_000);
        assertThat(fit(png).width()).isEqualTo(500);
        byte[] jpeg = TestPictures.progressive(new BufferedImage(2_000, 2_000, BufferedImage.TYPE_BYTE_GRAY));
        assertThat(fit(jpeg).width()).isEqualTo(500);
    }

    @Test
    void limitsAreTheMediaRulesOfAProfile() {
        MediaRule rule = MediaRule.images(4, 8_000_000, "image/jpeg", "image/png");
        assertThat(ImageLimits.of(rule))
                .isEqualTo(new ImageLimits(Set.of("image/jpeg", "image/png"), 8_000_000, ImageLimits.ANY_SIDE));
        MediaRule narrow = new MediaRule(
                MediaRule.Kind.IMAGE,
                Set.of("image/jpeg"),
                1,
                5_000_000_000L,
                OptionalInt.of(1_440),
                OptionalInt.of(1_800),
                Optional.empty());
        assertThat(ImageLimits.of(narrow)).isEqualTo(new ImageLimits(Set.of("image/jpeg"), Integer.MAX_VALUE, 1_440));
        assertThatThrownBy(() -> ImageLimits.of(MediaRule.images(1, 8_000_000, "image/webp")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void pictureBehindItsEndDoesNotCountForIt() throws Exception {
        byte[] bomb = TestPictures.swollen(small(false), 12_000, 9_000, 0);
        assertRefused(Arrays.copyOf(bomb, bomb.length + 1_000_000), "12000 by 9000");
    }
}
