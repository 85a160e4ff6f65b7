package io.carillon.api.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartupFailureTest {

    private static final IllegalStateException REFUSAL = new IllegalStateException("No folder. Name one.");

    @TempDir
    Path folder;

    @AfterEach
    void forget() {
        System.clearProperty(StartupFailure.PROPERTY);
    }

    @Test
    void refusalOfAStartIsWrittenDownAndGoesOn() {
        Path told = listen(folder.resolve("told"));

        assertThatThrownBy(() -> StartupFailure.toldBy(() -> {
                    throw REFUSAL;
                }))
                .isSameAs(REFUSAL);

        assertThat(told).hasContent("No folder. Name one.");
    }

    @Test
    void sentenceMayBeAnotherThanTheReason() {
        Path told = listen(folder.resolve("told"));

        assertThat(StartupFailure.tell("The database is locked.", REFUSAL)).isSameAs(REFUSAL);

        assertThat(told).hasContent("The database is locked.");
    }

    @Test
    void startThatSucceedsTellsNothing() {
        Path told = listen(folder.resolve("told"));

        assertThat(StartupFailure.toldBy(() -> "up")).isEqualTo("up");

        assertThat(told).doesNotExist();
    }

    @Test
    void fileThatCannotBeWrittenHidesNoRefusal() {
        listen(folder.resolve("no/such/folder"));
        IllegalStateException refusal = new IllegalStateException("Wrong.");

        assertThat(StartupFailure.tell(refusal).getSuppressed()).hasSize(1);
    }

    @Test
    void withoutAListenerNothingIsWritten() {
        assertThat(StartupFailure.tell(new IllegalStateException("Wrong.")).getSuppressed())
                .isEmpty();
    }

    private static Path listen(Path file) {
        System.setProperty(StartupFailure.PROPERTY, file.toString());
        return file;
    }
}
