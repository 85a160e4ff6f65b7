package io.carillon.itests.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a machine lacks is said by name. */
class NodeToolsTest {

    @TempDir
    private Path bin;

    @Test
    void withoutNodeNothingRuns() {
        assertThat(NodeTools.on(bin.toString()).missingToRun(">=20")).containsExactly("node >=20");
    }

    @Test
    void aCompilerIsOnlyNeededForNativeParts() throws Exception {
        program("npm");
        assertThat(NodeTools.on(bin.toString()).missingToInstall(false)).isEmpty();
        assertThat(NodeTools.on(bin.toString()).missingToInstall(true)).containsExactly("g++", "make", "python3");
    }

    private void program(String name) throws IOException {
        assertThat(Files.createFile(bin.resolve(name)).toFile().setExecutable(true))
                .isTrue();
    }
}
