package io.carillon.publisher.sandbox.internal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.FileLockInterruptionException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets one thread of one process at a time do something. An interrupt does not keep it from that: a call that ran into
 * its deadline must not break the wall for everybody else, and interrupting a file channel closes it.
 */
final class InterProcessLock implements Closeable {

    /** A file lock holds for a whole JVM, so two walls on one folder in one JVM need a lock of their own. */
    private static final Map<Path, ReentrantLock> IN_THIS_JVM = new ConcurrentHashMap<>();

    @FunctionalInterface
    interface Work<T> {
        T run() throws IOException;
    }

    private final Path file;
    private final ReentrantLock inThisJvm;
    private FileChannel channel;
    private boolean closed;

    private InterProcessLock(Path file, FileChannel channel) {
        this.file = file;
        this.inThisJvm = IN_THIS_JVM.computeIfAbsent(file, path -> new ReentrantLock());
        this.channel = channel;
    }

    static InterProcessLock on(Path file) throws IOException {
        Path real = file.toAbsolutePath().normalize();
        return new InterProcessLock(real, openFile(real));
    }

    <T> T hold(Work<T> work) throws IOException {
        inThisJvm.lock();
        boolean interrupted = Thread.interrupted();
        try {
            FileLock held = null;
            while (held == null) {
                if (closed) {
                    throw new ClosedChannelException();
                }
                try {
                    held = channel.lock();
                } catch (FileLockInterruptionException e) {
                    interrupted |= Thread.interrupted();
                    channel = openFile(file);
                }
            }
            try {
                return work.run();
            } finally {
                release(held);
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            inThisJvm.unlock();
        }
    }

    @Override
    public void close() throws IOException {
        inThisJvm.lock();
        try {
            closed = true;
            channel.close();
        } finally {
            inThisJvm.unlock();
        }
    }

    private static void release(FileLock held) throws IOException {
        if (held.acquiredBy().isOpen()) {
            held.release();
        }
    }

    private static FileChannel openFile(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }
}
