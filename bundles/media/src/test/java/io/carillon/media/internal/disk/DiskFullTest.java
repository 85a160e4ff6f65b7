package io.carillon.media.internal.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.carillon.api.model.MediaId;
import io.carillon.api.model.WorkspaceId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskFullTest {

    private static final StorageKey KEY = new StorageKey(new WorkspaceId("default"), new MediaId("m_1"));

    @TempDir
    Path root;

    @Test
    void fullDiskSaysSoAndKeepsNothing() throws IOException {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full), "/dev/full stands in for a disk without space");
        MediaFolder folder = MediaFolder.open(root, 0, file -> {
            Files.createFile(file);
            return FileChannel.open(full, StandardOpenOption.WRITE);
        });
        assertThatThrownBy(() -> {
                    try (Intake intake = folder.receive(KEY)) {
                        intake.write(ByteBuffer.wrap(new byte[100_000]));
                    }
                })
                .isInstanceOf(IOException.class)
                .hasMessageContaining("was not stored")
                .hasMessageContaining("space left");
        assertThat(files()).isEmpty();
    }

    @Test
    void entryThatSomebodyWorksOnIsLeftAlone() throws IOException {
        MediaFolder folder = MediaFolder.open(root, 0);
        try (Intake intake = folder.receive(KEY)) {
            intake.write(ByteBuffer.wrap(new byte[10]));
            assertThatThrownBy(() -> folder.beginRemoval(KEY)).isInstanceOf(IOException.class);

            int swept = new Sweep(folder, key -> false, java.time.Instant.MAX).run();

            assertThat(swept).isZero();
            assertThat(intake.part()).exists();
        }
        assertThat(files()).isEmpty();
    }

    private Stream<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(file -> Files.isRegularFile(file) && !file.endsWith("storage.id")).toList().stream();
        }
    }
}
