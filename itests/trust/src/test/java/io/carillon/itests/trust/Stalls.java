package io.carillon.itests.trust;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * How long this machine lets a process wait for a processor and for its disk. A server beside us is kept from storing an
 * answer for about as long.
 */
final class Stalls implements AutoCloseable {

    private static final long PAUSE = Duration.ofMillis(10).toNanos();

    private final AtomicLong longest = new AtomicLong();
    private final Path file;
    private final Thread thread;
    private volatile boolean isOver;

    Stalls() {
        try {
            file = Files.createTempFile("stalls", ".probe");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        thread = new Thread(this::probe, "stalls");
        thread.setDaemon(true);
        thread.start();
    }

    private void probe() {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            while (!isOver) {
                long before = System.nanoTime();
                channel.write(ByteBuffer.allocate(1), 0);
                channel.force(true);
                LockSupport.parkNanos(PAUSE);
                long took = System.nanoTime() - before - PAUSE;
                longest.accumulateAndGet(took, Math::max);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What was until now does not count. */
    void forget() {
        longest.set(0);
    }

    Duration longest() {
        return Duration.ofNanos(longest.get());
    }

    @Override
    public void close() {
        isOver = true;
        try {
            thread.join();
            Files.delete(file);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
