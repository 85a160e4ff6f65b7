package io.carillon.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartupFailureTest {

    @TempDir
    Path folder;

    @Test
    void reasonThatAPartWritesIsPassedOn() throws Exception {
        StartupFailure failure = new StartupFailure(folder.resolve("failed"));
        CompletableFuture<String> reason = new CompletableFuture<>();
        failure.watch(folder.resolve("ready"), reason::complete);

        Files.writeString(folder.resolve("failed"), "the database says no.\n");

        assertThat(reason.get(10, TimeUnit.SECONDS)).isEqualTo("the database says no.");
    }

    @Test
    void reasonOfAnEarlierStartIsForgotten() throws Exception {
        Files.writeString(folder.resolve("failed"), "yesterday");
        StartupFailure failure = new StartupFailure(folder.resolve("failed"));

        failure.clear();

        assertThat(failure.read()).isEmpty();
    }

    @Test
    void fileThatIsStillEmptySaysNothing() throws Exception {
        Files.createFile(folder.resolve("failed"));
        assertThat(new StartupFailure(folder.resolve("failed")).read()).isEmpty();
    }
}
