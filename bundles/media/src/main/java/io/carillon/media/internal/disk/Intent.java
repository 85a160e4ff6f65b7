package io.carillon.media.internal.disk;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * A note that the bytes and the row of an entry may disagree just now. It is locked as long as somebody works on it; a
 * note that nobody holds was left by a crash, and the row decides.
 */
final class Intent implements Closeable {

    private static final int MAX_BYTES = 256;

    private final Path file;
    private final FileChannel channel;

    private Intent(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** @throws FileAlreadyExistsException if somebody works on the entry at this moment */
    static Intent declare(Path folder, StorageKey key) throws IOException {
        Path file = folder.resolve(key.media() + MediaFolder.INTENT);
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!tryLock(channel)) {
            channel.close();
            throw new FileAlreadyExistsException(file.toString());
        }
        try {
            channel.write(ByteBuffer.wrap(key.toString().getBytes(StandardCharsets.UTF_8)));
            channel.force(true);
            Directories.sync(folder);
        } catch (IOException e) {
            channel.close();
            Files.deleteIfExists(file);
            throw e;
        }
        return new Intent(file, channel);
    }

    /** Takes over a note that nobody holds; empty if somebody does. */
    static Optional<Intent> adopt(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        if (!tryLock(channel)) {
            channel.close();
            return Optional.empty();
        }
        return Optional.of(new Intent(file, channel));
    }

    private static boolean tryLock(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false; // held by this very process
        }
    }

    /** What it is about; empty if the crash came before that was written, and so before anything was done. */
    Optional<StorageKey> key() throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(MAX_BYTES);
        channel.read(bytes, 0);
        String text = new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
        try {
            return Optional.of(StorageKey.parse(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Bytes and row agree again. */
    void fulfil() throws IOException {
        Files.deleteIfExists(file);
    }

    /** Lets go; the note stays unless it was fulfilled. */
    @Override
    public void close() throws IOException {
        channel.close();
    }
}
