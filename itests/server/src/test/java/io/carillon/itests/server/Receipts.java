package io.carillon.itests.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The sandbox network's own log of what it accepted, watched from outside: one line per visible object. It is read
 * without a pause, because what it is to catch takes milliseconds.
 */
final class Receipts {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path file;
    private long position;

    Receipts(Path file) {
        this.file = file;
    }

    /** Forgets what is there. */
    void skipToEnd() throws IOException {
        try (RandomAccessFile log = open()) {
            position = log.length();
        }
    }

    /** Returns at once when so many receipts have come since. */
    void await(int count) throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        byte[] buffer = new byte[64 * 1024];
        try (RandomAccessFile log = open()) {
            log.seek(position);
            int lines = 0;
            while (lines < count) {
                int read = log.read(buffer);
                for (int i = 0; i < read; i++) {
                    lines += buffer[i] == '\n' ? 1 : 0;
                }
                assertThat(System.nanoTime())
                        .as("waited for %d receipts, got %d", count, lines)
                        .isLessThan(deadline);
            }
        }
    }

    private RandomAccessFile open() throws IOException {
        return new RandomAccessFile(file.toFile(), "r");
    }
}
