package io.carillon.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreflightTest {

    @TempDir
    Path folder;

    @Test
    void missingDataFolderIsCreatedForItsOwnerOnly() throws Exception {
        Path data = folder.resolve("a/b");
        Preflight.dataFolder(data);
        assertThat(data).isEmptyDirectory();
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data)))
                    .isEqualTo("rwx------");
        }
    }

    @Test
    void fileInPlaceOfTheDataFolderIsRefused() throws Exception {
        Path file = Files.createFile(folder.resolve("data"));
        assertThatThrownBy(() -> Preflight.dataFolder(file))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining(file + " is not a folder")
                .hasMessageContaining("CARILLON_DATA");
    }

    @Test
    void dataFolderThatCannotBeCreatedIsRefused() throws Exception {
        Path impossible = Files.createFile(folder.resolve("file")).resolve("data");
        assertThatThrownBy(() -> Preflight.dataFolder(impossible))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining(impossible + " cannot be written to")
                .hasMessageContaining("CARILLON_DATA");
    }

    @Test
    void portInUseIsRefusedWithTheVariableThatChangesIt() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            HttpAddress taken = new HttpAddress("127.0.0.1", other.getLocalPort());
            assertThatThrownBy(() -> Preflight.port(taken))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("port " + taken.port() + " on 127.0.0.1 is in use")
                    .hasMessageContaining("CARILLON_HTTP_PORT=");
        }
    }

    @Test
    void portLeftToTheSystemNeedsNoCheck() {
        assertThatCode(() -> Preflight.port(new HttpAddress("127.0.0.1", 0))).doesNotThrowAnyException();
    }

    @Test
    void addressOfAnotherMachineIsRefused() {
        // 192.0.2.0/24 is reserved for documentation and belongs to no machine.
        assertThatThrownBy(() -> Preflight.port(new HttpAddress("192.0.2.1", 8080)))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("no address 192.0.2.1")
                .hasMessageContaining("CARILLON_HTTP_HOST");
    }
}
