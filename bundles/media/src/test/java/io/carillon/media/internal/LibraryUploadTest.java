package io.carillon.media.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.carillon.api.model.MediaFile;
import io.carillon.api.model.Violation;
import io.carillon.api.service.InvalidException;
import io.carillon.media.internal.inspect.Samples;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What the library takes, and what it refuses. */
class LibraryUploadTest extends LibraryDesk {

    @Test
    void keepsThePictureAndWhatIsKnownOfIt() throws IOException {
        byte[] jpeg = Samples.picture("jpeg", 300, 200);
        Library library = library();

        MediaFile file = library.add(WORKSPACE, "C:\\fakepath\\door.png", new ByteArrayInputStream(jpeg));

        assertThat(file.type()).isEqualTo("image/jpeg");
        assertThat(file.name()).isEqualTo("door.png");
        assertThat(file.bytes()).isEqualTo(jpeg.length);
        assertThat(file.width()).hasValue(300);
        assertThat(file.sha256()).isEqualTo(sha256(jpeg));
        assertThat(file.createdAt()).isEqualTo(NOW);
        assertThat(file.id().value()).startsWith("m_");
        assertThat(library.path(file)).hasBinaryContent(jpeg);
        assertThat(library.get(WORKSPACE, file.id())).isEqualTo(file);
        assertThat(leftovers()).isEmpty();
    }

    @Test
    void textNamedLikeAPictureIsRefusedByItsContent() {
        Violation violation = refusal("photo.jpg", "Not a picture at all".getBytes(StandardCharsets.UTF_8));

        assertThat(violation.field()).isEqualTo("file");
        assertThat(violation.rule()).isEqualTo("type");
        assertThat(violation.actual()).isEqualTo("text/plain");
        assertThat(violation.message()).contains("JPEG", "PNG", "MP4", "PDF");
        assertThat(everything()).isEmpty();
    }

    @Test
    void emptyFileIsRefused() {
        assertThat(refusal("photo.jpg", new byte[0]).rule()).isEqualTo("min-bytes");
        assertThat(everything()).isEmpty();
    }

    @Test
    void uploadStopsAtTheLimitWithoutReadingOn() {
        Endless endless = new Endless(Samples.picture("jpeg", 10, 10));

        InvalidException refused =
                catchThrowableOfType(InvalidException.class, () -> library().add(WORKSPACE, "endless.jpg", endless));

        Violation violation = refused.violations().get(0);
        assertThat(violation.rule()).isEqualTo("max-bytes");
        assertThat(violation.limit()).isEqualTo("" + MAX_BYTES);
        assertThat(violation.actual()).isEqualTo("more than " + MAX_BYTES);
        assertThat(endless.given).isLessThan(MAX_BYTES + 100_000);
        assertThat(everything()).isEmpty();
    }

    @Test
    void fileOfExactlyTheLimitIsTaken() throws IOException {
        byte[] pdf = Arrays.copyOf("%PDF-1.7".getBytes(StandardCharsets.US_ASCII), (int) MAX_BYTES);
        assertThat(library()
                        .add(WORKSPACE, "a.pdf", new ByteArrayInputStream(pdf))
                        .bytes())
                .isEqualTo(MAX_BYTES);
    }

    @Test
    void pictureThatIsCutOffIsRefused() {
        byte[] jpeg = Samples.picture("jpeg", 300, 200);
        Violation violation = refusal("half.jpg", Arrays.copyOf(jpeg, jpeg.length / 2));
        assertThat(violation.rule()).isEqualTo("readable");
        assertThat(violation.actual()).isEqualTo("image/jpeg");
        assertThat(everything()).isEmpty();
    }

    @Test
    void pictureThatWouldUnfoldToTooManyPixelsIsRefused() {
        Violation violation = refusal("bomb.png", Samples.pngClaiming(60_000, 60_000));
        assertThat(violation.rule()).isEqualTo("max-pixels");
        assertThat(violation.limit()).isEqualTo("1000000");
        assertThat(violation.actual()).isEqualTo("60000 × 60000");
    }

    @Test
    void uploadThatBreaksOffLeavesNothingBehind() {
        InputStream broken = new InputStream() {
            private final InputStream start = new ByteArrayInputStream(Samples.picture("png", 90, 90));

            @Override
            public int read() throws IOException {
                int next = start.read();
                if (next < 0) {
                    throw new IOException("connection reset");
                }
                return next;
            }
        };
        assertThatThrownBy(() -> library().add(WORKSPACE, "a.png", broken))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("broke off");
        assertThat(everything()).isEmpty();
    }

    private Violation refusal(String name, byte[] content) {
        InvalidException refused = catchThrowableOfType(
                InvalidException.class, () -> library().add(WORKSPACE, name, new ByteArrayInputStream(content)));
        assertThat(refused.violations()).hasSize(1);
        return refused.violations().get(0);
    }

    private static String sha256(byte[] bytes) {
        try {
            return java.util.HexFormat.of()
                    .formatHex(
                            java.security.MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A picture that never ends. */
    private static final class Endless extends InputStream {

        private final byte[] start;
        private long given;

        Endless(byte[] start) {
            this.start = start;
        }

        @Override
        public int read() {
            int next = given < start.length ? start[(int) given] & 0xFF : 0;
            given++;
            return next;
        }
    }
}
