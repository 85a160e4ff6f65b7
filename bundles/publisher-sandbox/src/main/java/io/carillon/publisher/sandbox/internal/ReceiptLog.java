package io.carillon.publisher.sandbox.internal;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The append-only file of lines. What was appended survives the death of the process, since it is with the operating
 * system; nothing is flushed, so a power failure may take the last seconds.
 *
 * <p>Several servers may share one log, as they would share one network. Everything but opening and closing happens
 * within {@link #exclusively}.
 */
final class ReceiptLog implements Closeable {

    private static final int CHUNK = 1 << 16;

    /** Is told of every line that others appended, and at first of all lines. */
    @FunctionalInterface
    interface Reader {
        void line(long offset, byte[] line) throws IOException;
    }

    private final InterProcessLock lock;
    private final RandomAccessFile file;
    private final Reader reader;
    private long end;

    private ReceiptLog(InterProcessLock lock, RandomAccessFile file, Reader reader) {
        this.lock = lock;
        this.file = file;
        this.reader = reader;
    }

    static ReceiptLog open(Path file, Reader reader) throws IOException {
        InterProcessLock lock = InterProcessLock.on(file.resolveSibling(file.getFileName() + ".lock"));
        return new ReceiptLog(lock, new RandomAccessFile(file.toFile(), "rw"), reader);
    }

    /** Runs while nobody else reads or appends, after the reader was told of everything that is in the file. */
    <T> T exclusively(InterProcessLock.Work<T> work) throws IOException {
        return lock.hold(() -> {
            if (file.length() != end) {
                catchUp();
            }
            return work.run();
        });
    }

    /**
     * Appends a line, of which the reader is not told.
     *
     * @return where it begins
     * @throws IOException if nothing was appended
     */
    long append(byte[] line) throws IOException {
        byte[] bytes = Arrays.copyOf(line, line.length + 1);
        bytes[line.length] = '\n';
        long start = end;
        try {
            file.seek(start);
            file.write(bytes);
        } catch (IOException e) {
            file.setLength(start);
            throw e;
        }
        end = start + bytes.length;
        return start;
    }

    byte[] read(long offset, int length) throws IOException {
        byte[] bytes = new byte[length];
        file.seek(offset);
        file.readFully(bytes);
        return bytes;
    }

    long end() {
        return end;
    }

    @Override
    public void close() throws IOException {
        try (lock) {
            file.close();
        }
    }

    private void catchUp() throws IOException {
        long size = file.length();
        if (size < end) {
            throw new IOException("The log of the wall is shorter than it was; restart the sandbox to read it anew");
        }
        byte[] begun = new byte[0];
        for (long at = end; at < size; at = end + begun.length) {
            byte[] chunk = read(at, (int) Math.min(CHUNK, size - at));
            begun = tell(concat(begun, chunk));
        }
        if (begun.length > 0) {
            // A writer died in the middle of its line: nobody was told that it was accepted.
            file.setLength(end);
        }
    }

    /** Tells of the whole lines and gives back what is left of the last one. */
    private byte[] tell(byte[] bytes) throws IOException {
        int from = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                byte[] line = Arrays.copyOfRange(bytes, from, i);
                reader.line(end, line);
                end += line.length + 1L;
                from = i + 1;
            }
        }
        return Arrays.copyOfRange(bytes, from, bytes.length);
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
