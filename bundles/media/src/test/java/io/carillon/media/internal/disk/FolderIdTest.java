package io.carillon.media.internal.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderIdTest {

    @TempDir
    Path root;

    @Test
    void serversThatShareAFolderReadTheSameIdAndOthersDoNot() {
        String id = MediaFolder.open(root.resolve("media"), 0).id();

        assertThat(id).startsWith("m_");
        assertThat(MediaFolder.open(root.resolve("media"), 0).id()).isEqualTo(id);
        assertThat(MediaFolder.open(root.resolve("other"), 0).id()).isNotEqualTo(id);
    }
}
