package io.carillon.media.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.api.model.MediaFile;
import io.carillon.api.model.MediaId;
import io.carillon.api.model.MediaRef;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.publisher.Attachment;
import io.carillon.media.internal.disk.MediaFolder;
import io.carillon.media.internal.fetch.AddressGuard;
import io.carillon.media.internal.inspect.Samples;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AttachmentResolverTest {

    private static final WorkspaceId WORKSPACE = new WorkspaceId("default");

    @TempDir
    Path folder;

    private final FakeMediaStore store = new FakeMediaStore();
    private Library library;
    private AttachmentResolver resolver;

    @BeforeEach
    void open() {
        MediaSettings settings = new MediaSettings(folder, 100_000, 1_000_000, 0, Duration.ofSeconds(5), List.of());
        library = new Library(
                settings, store, chosen -> MediaFolder.open(chosen.folder(), 0), Clock.systemUTC(), new Random(1));
        resolver = new AttachmentResolver(
                settings,
                store,
                library,
                chosen -> new AddressGuard(
                        chosen.allowedHosts(), host -> new InetAddress[] {InetAddress.getLoopbackAddress()}));
    }

    @Test
    void resolvesInOrderWithOneRead() throws IOException {
        MediaFile first = add();
        MediaFile second = add();

        List<Attachment> attachments =
                resolver.resolve(WORKSPACE, List.of(MediaRef.of(second.id()), MediaRef.of(first.id())));

        assertThat(attachments).extracting(a -> a.file().orElseThrow()).containsExactly(second, first);
        assertThat(attachments).allSatisfy(a -> assertThat(a.publicUrl()).isEmpty());
        try (InputStream bytes = attachments.get(0).open()) {
            assertThat(bytes.readAllBytes()).hasSize((int) second.bytes());
        }
        assertThat(store.reads).isEqualTo(1);
    }

    @Test
    void postsWithoutFilesOfTheLibraryReadNothing() {
        resolver.resolve(WORKSPACE, List.of(MediaRef.of(URI.create("https://example.com/a.jpg"))));
        assertThat(store.reads).isZero();
    }

    @Test
    void alternativeTextOfThePostBeatsThatOfTheLibrary() throws IOException {
        MediaFile file = add();
        library.describe(WORKSPACE, file.id(), "From the library");
        MediaRef ref = MediaRef.of(file.id());
        assertThat(resolver.resolve(WORKSPACE, List.of(ref, ref.withAltText("From the post"))))
                .extracting(a -> a.ref().altText())
                .containsExactly("From the library", "From the post");
    }

    @Test
    void fileThatDoesNotExistSaysSoWhenOpened() {
        Attachment missing = resolver.resolve(WORKSPACE, List.of(MediaRef.of(new MediaId("m_gone"))))
                .get(0);
        assertThat(missing.file()).isEmpty();
        assertThatThrownBy(missing::open)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("m_gone")
                .hasMessageContaining("media library");
    }

    @Test
    void fileOfAnotherWorkspaceDoesNotExist() throws IOException {
        MediaFile file = add();
        Attachment foreign = resolver.resolve(new WorkspaceId("other"), List.of(MediaRef.of(file.id())))
                .get(0);
        assertThatThrownBy(foreign::open).isInstanceOf(IOException.class);
    }

    @Test
    void bytesThatWereLostAreNamed() throws IOException {
        MediaFile file = add();
        Files.delete(library.path(file));
        Attachment attachment =
                resolver.resolve(WORKSPACE, List.of(MediaRef.of(file.id()))).get(0);
        assertThatThrownBy(attachment::open).isInstanceOf(IOException.class).hasMessageContaining("gone");
    }

    @Test
    void addressIsGuardedWhenOpenedAndGivenToTheNetworkAsItIs() {
        URI url = URI.create("https://example.com/a.jpg");
        Attachment attachment =
                resolver.resolve(WORKSPACE, List.of(MediaRef.of(url))).get(0);
        assertThat(attachment.publicUrl()).contains(url);
        assertThatThrownBy(attachment::open)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("not on the public internet");
    }

    private MediaFile add() throws IOException {
        return library.add(WORKSPACE, "a.png", new ByteArrayInputStream(Samples.picture("png", 30, 20)));
    }
}
