package io.carillon.publisher.support.image;

import static java.awt.image.BufferedImage.TYPE_INT_ARGB;
import static java.awt.image.BufferedImage.TYPE_INT_RGB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageFitterTest {

    private static final Set<String> ALL = Set.of("image/jpeg", "image/png", "image/webp", "image/gif");
    private static final ImageLimits WIDE = new ImageLimits(ALL, 1_000_000, 2_000);

    private static FittedImage fit(byte[] bytes, ImageLimits limits) throws IOException, UnfitImageException {
        return ImageFitter.fit(new ByteArrayInputStream(bytes), limits);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"jpeg", "png", "gif"})
    void pictureThatFitsKeepsItsBytes(String format) throws Exception {
        byte[] bytes = TestPictures.encode(TestPictures.redAndBlue(30, 20, TYPE_INT_RGB), format);
        FittedImage fitted = fit(bytes, WIDE);
        assertThat(fitted.bytes()).isEqualTo(bytes);
        assertThat(fitted)
                .extracting(FittedImage::type, FittedImage::width, FittedImage::height)
                .containsExactly("image/" + format, 30, 20);
    }

    @Test
    void whatACameraWroteIsCutOutOfAJpegAndNothingElse() throws Exception {
        byte[] bare = TestPictures.encode(TestPictures.redAndBlue(30, 20, TYPE_INT_RGB), "jpeg");
        byte[] full = TestPictures.withSegment(bare, 0xE1, TestPictures.exif(1, ByteOrder.BIG_ENDIAN));
        full = TestPictures.withSegment(full, 0xED, ("Photoshop 3.0\0" + TestPictures.PLACE).getBytes("ASCII"));
        full = TestPictures.withSegment(full, 0xFE, TestPictures.PLACE.getBytes("ASCII"));
        byte[] withFilm = Arrays.copyOf(full, full.length + 100);
        assertThat(fit(withFilm, WIDE).bytes()).isEqualTo(bare);
    }

    @Test
    void colourProfileOfAJpegStays() throws Exception {
        byte[] bare = TestPictures.encode(TestPictures.redAndBlue(30, 20, TYPE_INT_RGB), "jpeg");
        byte[] full = TestPictures.withSegment(bare, 0xE2, "ICC_PROFILE\0\1\1profile".getBytes("ASCII"));
        assertThat(fit(full, WIDE).bytes()).isEqualTo(full);
    }

    @Test
    void textsAndPlacesAreCutOutOfAPng() throws Exception {
        byte[] bare = TestPictures.encode(TestPictures.redAndBlue(30, 20, TYPE_INT_ARGB), "png");
        byte[] full = TestPictures.withChunk(bare, "tEXt", ("Place\0" + TestPictures.PLACE).getBytes("ASCII"));
        full = TestPictures.withChunk(full, "eXIf", TestPictures.tiff(1, ByteOrder.BIG_ENDIAN));
        assertThat(fit(full, WIDE).bytes()).isEqualTo(bare);
    }

    @Test
    void textsAndPlacesAreCutOutOfAWebp() throws Exception {
        byte[] full = TestPictures.webp(1);
        FittedImage fitted = fit(full, WIDE);
        assertThat(text(full)).contains(TestPictures.PLACE);
        assertThat(text(fitted.bytes()))
                .doesNotContain(TestPictures.PLACE, "EXIF", "XMP ")
                .contains("VP8L");
        ByteBuffer file = ByteBuffer.wrap(fitted.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(file.getInt(4)).isEqualTo(fitted.bytes().length - 8);
        assertThat(file.getInt(20)).as("flags").isZero();
        assertThat(fitted).extracting(FittedImage::width, FittedImage::height).containsExactly(300, 200);
    }

    @ParameterizedTest
    @CsvSource({
        // where red is to be found after turning: left, top, right or bottom
        "1, 40, 20, 5, 10, 35, 10",
        "2, 40, 20, 35, 10, 5, 10",
        "3, 40, 20, 35, 10, 5, 10",
        "4, 40, 20, 5, 10, 35, 10",
        "5, 20, 40, 10, 5, 10, 35",
        "6, 20, 40, 10, 5, 10, 35",
        "7, 20, 40, 10, 35, 10, 5",
        "8, 20, 40, 10, 35, 10, 5",
    })
    void turnedPictureIsDrawnUpright(int orientation, int width, int height, int redX, int redY, int blueX, int blueY)
            throws Exception {
        byte[] jpeg = TestPictures.encode(TestPictures.redAndBlue(40, 20, TYPE_INT_RGB), "jpeg");
        for (ByteOrder order : new ByteOrder[] {ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN}) {
            FittedImage fitted = fit(TestPictures.withSegment(jpeg, 0xE1, TestPictures.exif(orientation, order)), WIDE);
            BufferedImage shown = TestPictures.decode(fitted.bytes());
            assertThat(new int[] {fitted.width(), fitted.height(), shown.getWidth(), shown.getHeight()})
                    .containsExactly(width, height, width, height);
            assertThat(shown.getRGB(redX, redY) >> 16 & 0xFF).isGreaterThan(150);
            assertThat(shown.getRGB(blueX, blueY) & 0xFF).isGreaterThan(150);
            assertThat(text(fitted.bytes())).doesNotContain(TestPictures.PLACE);
        }
    }

    @Test
    void largePngBecomesAJpegThatFits() throws Exception {
        byte[] png = TestPictures.encode(TestPictures.noise(1_200, 900, TYPE_INT_RGB), "png");
        assertThat(png).hasSizeGreaterThan(3_000_000);
        FittedImage fitted = fit(png, WIDE);
        assertThat(fitted.type()).isEqualTo("image/jpeg");
        assertThat(fitted.bytes()).hasSizeLessThanOrEqualTo(1_000_000);
        assertThat(TestPictures.decode(fitted.bytes()).getWidth()).isEqualTo(fitted.width());
        assertThat((double) fitted.width() / fitted.height()).isBetween(1.32, 1.35);
    }

    @Test
    void pictureWithTooManyPixelsIsMadeSmaller() throws Exception {
        byte[] png = TestPictures.encode(TestPictures.redAndBlue(6_000, 300, TYPE_INT_RGB), "png");
        FittedImage fitted = fit(png, WIDE);
        assertThat(fitted).extracting(FittedImage::width, FittedImage::height).containsExactly(2_000, 100);
        BufferedImage shown = TestPictures.decode(fitted.bytes());
        assertThat(shown.getRGB(100, 50) >> 16 & 0xFF).isGreaterThan(150);
        assertThat(shown.getRGB(1_900, 50) & 0xFF).isGreaterThan(150);
    }

    @Test
    void typeThatANetworkDoesNotTakeBecomesAJpeg() throws Exception {
        byte[] gif = TestPictures.encode(TestPictures.redAndBlue(30, 20, TYPE_INT_RGB), "gif");
        FittedImage fitted = fit(gif, new ImageLimits(Set.of("image/jpeg"), 100_000, 500));
        assertThat(fitted.type()).isEqualTo("image/jpeg");
        assertThat(fitted.width()).isEqualTo(30);
    }

    @Test
    void transparentGroundBecomesWhite() throws Exception {
        byte[] png = TestPictures.encode(new BufferedImage(600, 30, TYPE_INT_ARGB), "png");
        FittedImage fitted = fit(png, new ImageLimits(Set.of("image/jpeg"), 100_000, 500));
        assertThat(TestPictures.decode(fitted.bytes()).getRGB(5, 5) & 0xFFFFFF).isEqualTo(0xFFFFFF);
    }

    @Test
    void samePictureIsFittedTheSameWay() throws Exception {
        byte[] png = TestPictures.encode(TestPictures.noise(900, 900, TYPE_INT_RGB), "png");
        assertThat(fit(png, WIDE).bytes()).isEqualTo(fit(png, WIDE).bytes());
    }

    /** Somebody's server may take minutes for it. */
    @Test
    void pictureThatIsStillOnItsWayKeepsNoOtherWaiting() throws Exception {
        byte[] bytes = TestPictures.encode(TestPictures.redAndBlue(30, 20, TYPE_INT_RGB), "jpeg");
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch arrived = new CountDownLatch(1);
        InputStream dripping = new FilterInputStream(new ByteArrayInputStream(bytes)) {
            @Override
            public int read(byte[] to, int offset, int length) throws IOException {
                begun.countDown();
                await(arrived);
                return super.read(to, offset, length);
            }
        };
        CompletableFuture<FittedImage> waiting = CompletableFuture.supplyAsync(() -> fitted(dripping));
        try {
            await(begun);
            assertTimeoutPreemptively(Duration.ofSeconds(20), () -> fit(bytes, WIDE));
            assertThat(waiting).isNotDone();
        } finally {
            arrived.countDown();
        }
        assertThat(waiting.get(60, TimeUnit.SECONDS).bytes()).isEqualTo(bytes);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static FittedImage fitted(InputStream in) {
        try {
            return ImageFitter.fit(in, WIDE);
        } catch (IOException | UnfitImageException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void fileThatIsLongerThanAnyPictureIsRefused() {
        byte[] start = {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF};
        InputStream endless = new SequenceInputStream(new ByteArrayInputStream(start), new InputStream() {
            @Override
            public int read() {
                return 1;
            }
        });
        assertThatThrownBy(() -> ImageFitter.fit(endless, WIDE))
                .isInstanceOf(UnfitImageException.class)
                .hasMessageContaining("more than 64 MiB");
    }

    @Test
    void textFileIsNoPicture() {
        assertThatThrownBy(() -> fit("Dear all, here is the picture.".getBytes(StandardCharsets.UTF_8), WIDE))
                .isInstanceOf(UnfitImageException.class)
                .hasMessageContaining("no picture");
        assertThatThrownBy(() -> fit(new byte[0], WIDE)).isInstanceOf(UnfitImageException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"jpeg", "png"})
    void pictureThatIsCutOffIsRefusedWhereverItEnds(String format) throws Exception {
        byte[] bytes = TestPictures.encode(TestPictures.redAndBlue(60, 40, TYPE_INT_RGB), format);
        for (int length = 4; length < bytes.length - 2; length += 13) {
            byte[] part = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> fit(part, WIDE)).isInstanceOf(UnfitImageException.class);
        }
    }

    @Test
    void smallFileOfManyPixelsIsNotUnfolded() throws Exception {
        byte[] png = TestPictures.encode(TestPictures.redAndBlue(10, 10, TYPE_INT_RGB), "png");
        ByteBuffer.wrap(png).putInt(16, 60_000).putInt(20, 60_000);
        assertThatThrownBy(() -> fit(png, WIDE))
                .isInstanceOf(UnfitImageException.class)
                .hasMessageContaining("60000 by 60000");
    }

    @Test
    void webpThatWouldHaveToBeDrawnAnewIsRefusedWithTheFix() {
        assertThatThrownBy(() -> fit(TestPictures.webp(6), WIDE))
                .isInstanceOf(UnfitImageException.class)
                .hasMessageContaining("JPEG or PNG");
    }
}
