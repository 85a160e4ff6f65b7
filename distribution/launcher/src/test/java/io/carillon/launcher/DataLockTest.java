package io.carillon.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataLockTest {

    @TempDir
    Path data;

    @Test
    void secondProcessIsToldWhoHoldsTheDataFolder() throws Exception {
        DataLock.acquire(data);

        Process second = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Second.class.getName(),
                        data.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(second.getInputStream().readAllBytes());

        assertThat(second.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(said)
                .contains("process " + ProcessHandle.current().pid())
                .contains(data.toString())
                .contains("CARILLON_DATA");
    }

    /** A lock belongs to a process, so only another process can meet it. */
    static final class Second {
        public static void main(String[] args) {
            try {
                DataLock.acquire(Path.of(args[0]));
                System.out.println("acquired");
            } catch (Refusal refusal) {
                System.out.println(refusal.getMessage());
            }
        }
    }
}
