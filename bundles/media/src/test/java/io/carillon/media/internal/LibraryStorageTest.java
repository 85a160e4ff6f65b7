package io.carillon.media.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.api.model.MediaFile;
import io.carillon.api.service.ConflictException;
import io.carillon.api.service.NotFoundException;
import io.carillon.api.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes and rows stay together, whatever fails. */
class LibraryStorageTest extends LibraryDesk {

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
    void folderThatCannotBeWrittenToRefusesToStart() throws IOException {
        folder = Files.writeString(folder.resolve("occupied"), "a file, not a folder");
        assertThatThrownBy(this::library)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(folder.toString())
                .hasMessageContaining("cannot be written to");
    }
}
