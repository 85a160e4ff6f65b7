package io.carillon.media.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.carillon.api.model.MediaFile;
import io.carillon.api.model.MediaId;
import io.carillon.api.model.Violation;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.service.ConflictException;
import io.carillon.api.service.InvalidException;
import io.carillon.api.service.NotFoundException;
import io.carillon.api.store.StoreException;
import io.carillon.media.internal.disk.MediaFolder;
import io.carillon.media.internal.inspect.Samples;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LibraryTest {

    private static final WorkspaceId WORKSPACE = new WorkspaceId("default");
    private static final long MAX_BYTES = 100_000;
    private static final Instant NOW = Instant.parse("2026-02-10T09:00:00Z");

    @TempDir
    Path folder;

    private final FakeMediaStore store = new FakeMediaStore();
    private long minFree;

    private Library library() {
        MediaSettings settings =
                new MediaSettings(folder, MAX_BYTES, 1_000_000, minFree, Duration.ofSeconds(1), List.of());
        return new Library(
                settings,
                store,
                chosen -> MediaFolder.open(chosen.folder(), chosen.minFreeBytes()),
                Clock.fixed(NOW, ZoneOffset.UTC),
                new Random(1));
    }

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

    @Test
    void uploadIsRefusedBeforeTheDiskIsFull() {
        minFree = Long.MAX_VALUE;
        assertThatThrownBy(() -> library().add(WORKSPACE, "a.png", png()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("Free some space");
        assertThat(everything()).isEmpty();
    }

    @Test
    void fileIsNotKeptWhereItsRowCannotBeStored() {
        store.addFails = true;
        assertThatThrownBy(() -> library().add(WORKSPACE, "a.png", png())).isInstanceOf(StoreException.class);
        assertThat(everything()).isEmpty();
    }

    @Test
    void fileIsKeptWhereOnlyTheAnswerOfTheStoreWasLost() throws IOException {
        store.addFailsAfterStoring = true;
        Library library = library();
        MediaFile file = library.add(WORKSPACE, "a.png", png());
        assertThat(library.path(file)).exists();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void nextStartDecidesByTheRowWhatAStoreCouldNotTell(boolean stored) {
        store.addFails = !stored;
        store.addFailsAfterStoring = stored;
        store.findFails = true;
        assertThatThrownBy(() -> library().add(WORKSPACE, "a.png", png())).isInstanceOf(StoreException.class);
        assertThat(files()).hasSize(1);

        store.findFails = false;
        library();

        assertThat(files()).hasSize(stored ? 1 : 0);
        assertThat(leftovers()).isEmpty();
    }

    @Test
    void startSweepsWhatACrashLeftAndSparesWhatIsInUse() throws IOException {
        Library library = library();
        MediaFile kept = library.add(WORKSPACE, "a.png", png());
        Path incoming = folder.resolve("incoming");
        Files.writeString(incoming.resolve("m_dead.part"), "half");
        Files.writeString(incoming.resolve("m_crashed.intent"), "default/m_crashed");
        Files.writeString(incoming.resolve("m_crashed.part"), "half");
        Files.writeString(folder.resolve("files/default/m_crashed"), "whole, but without a row");
        Files.writeString(incoming.resolve(kept.id() + ".intent"), "default/" + kept.id());
        Files.writeString(incoming.resolve("m_cut.intent"), "defa");

        library();

        assertThat(leftovers()).isEmpty();
        assertThat(files()).containsExactly(library.path(kept));
    }

    @Test
    void removedFileIsGoneWithItsThumbnail() throws IOException {
        Library library = library();
        MediaFile file = library.add(WORKSPACE, "a.png", png());
        library.thumbnail(file);

        library.remove(WORKSPACE, file.id());

        assertThat(everything()).isEmpty();
        assertThatThrownBy(() -> library.get(WORKSPACE, file.id())).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> library.remove(WORKSPACE, file.id())).isInstanceOf(NotFoundException.class);
    }

    @Test
    void fileThatAPostShowsIsNotRemoved() throws IOException {
        Library library = library();
        MediaFile file = library.add(WORKSPACE, "a.png", png());
        store.inUse.add(file.id());

        assertThatThrownBy(() -> library.remove(WORKSPACE, file.id()))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("post");
        assertThat(library.path(file)).exists();
        assertThat(leftovers()).isEmpty();
    }

    @Test
    void removalThatTheStoreCouldNotMakeCanBeTriedAgain() throws IOException {
        Library library = library();
        MediaFile file = library.add(WORKSPACE, "a.png", png());
        store.removeFails = true;
        assertThatThrownBy(() -> library.remove(WORKSPACE, file.id())).isInstanceOf(StoreException.class);
        assertThat(library.path(file)).exists();

        store.removeFails = false;
        library.remove(WORKSPACE, file.id());
        assertThat(everything()).isEmpty();
    }

    @Test
    void otherWorkspacesDoNotSeeTheFile() throws IOException {
        Library library = library();
        MediaFile file = library.add(WORKSPACE, "a.png", png());
        WorkspaceId other = new WorkspaceId("other");
        assertThatThrownBy(() -> library.get(other, file.id())).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> library.remove(other, file.id())).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> library.describe(other, file.id(), "x")).isInstanceOf(NotFoundException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"../../etc/passwd", "default/../../x", "default", "default/.hidden", "default/a/b", "/etc/passwd"
            })
    void storageKeyThatLeadsElsewhereIsRefused(String key) throws IOException {
        Library library = library();
        MediaFile file = library.add(WORKSPACE, "a.png", png());
        MediaFile forged = new MediaFile(
                file.id(),
                WORKSPACE,
                "a",
                file.type(),
                1,
                file.width(),
                file.height(),
                file.duration(),
                "",
                key,
                "",
                NOW);
        assertThatThrownBy(() -> library.path(forged)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void tooLongAlternativeTextIsRefused() throws IOException {
        Library library = library();
        MediaId id = library.add(WORKSPACE, "a.png", png()).id();
        assertThat(library.describe(WORKSPACE, id, "A red door").altText()).isEqualTo("A red door");
        assertThatThrownBy(() -> library.describe(WORKSPACE, id, "x".repeat(4001)))
                .isInstanceOfSatisfying(InvalidException.class, e -> assertThat(e.violations())
                        .extracting(Violation::field, Violation::rule, Violation::actual)
                        .containsExactly(org.assertj.core.groups.Tuple.tuple("altText", "max-length", "4001")));
    }

    @ParameterizedTest
    @CsvSource({"1,400,200,left", "3,400,200,right", "6,200,400,top", "8,200,400,bottom"})
    void thumbnailIsSmallAndUpright(int orientation, int width, int height, String red) throws IOException {
        Library library = library();
        MediaFile file =
                library.add(WORKSPACE, "a.jpg", new ByteArrayInputStream(Samples.jpeg(1000, 500, orientation, true)));

        BufferedImage small = ImageIO.read(library.thumbnail(file).toFile());

        assertThat(small.getWidth()).isEqualTo(width);
        assertThat(small.getHeight()).isEqualTo(height);
        int x = red.equals("left") ? 20 : red.equals("right") ? width - 20 : width / 2;
        int y = red.equals("top") ? 20 : red.equals("bottom") ? height - 20 : height / 2;
        Color there = new Color(small.getRGB(x, y));
        assertThat(there.getRed()).isGreaterThan(200);
        assertThat(there.getBlue()).isLessThan(60);
    }

    @Test
    void thumbnailIsMadeOnce() throws IOException {
        Library library = library();
        MediaFile file = library.add(WORKSPACE, "a.png", png());
        Path first = library.thumbnail(file);
        Files.writeString(first, "marker");
        assertThat(library.thumbnail(file)).hasContent("marker");
    }

    @Test
    void whatCannotBeDrawnHasNoThumbnail() throws IOException {
        Library library = library();
        MediaFile broken = library.add(WORKSPACE, "a.png", new ByteArrayInputStream(Samples.pngClaiming(500, 500)));
        MediaFile film =
                library.add(WORKSPACE, "a.mp4", new ByteArrayInputStream(Samples.film("isom", 640, 480, 1000, false)));
        for (MediaFile file : List.of(broken, film)) {
            assertThatThrownBy(() -> library.thumbnail(file))
                    .isInstanceOfSatisfying(
                            NotFoundException.class, e -> assertThat(e.kind()).isEqualTo("thumbnail"));
        }
        assertThat(leftovers()).isEmpty();
    }

    @Test
    void folderThatCannotBeWrittenToRefusesToStart() throws IOException {
        folder = Files.writeString(folder.resolve("occupied"), "a file, not a folder");
        assertThatThrownBy(this::library)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(folder.toString())
                .hasMessageContaining("cannot be written to");
    }

    private Violation refusal(String name, byte[] content) {
        InvalidException refused = catchThrowableOfType(
                InvalidException.class, () -> library().add(WORKSPACE, name, new ByteArrayInputStream(content)));
        assertThat(refused.violations()).hasSize(1);
        return refused.violations().get(0);
    }

    private static InputStream png() {
        return new ByteArrayInputStream(Samples.picture("png", 30, 20));
    }

    private List<Path> files() {
        return below("files");
    }

    private List<Path> leftovers() {
        return below("incoming");
    }

    private List<Path> everything() {
        return below("");
    }

    private List<Path> below(String part) {
        try (Stream<Path> all = Files.walk(folder.resolve(part))) {
            return all.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
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
