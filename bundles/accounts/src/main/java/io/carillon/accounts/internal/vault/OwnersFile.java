package io.carillon.accounts.internal.vault;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Writes a file that only its owner can read, whole or not at all: beside it first, on the disk, and then in its place.
 */
final class OwnersFile {

    private static final Set<OpenOption> WRITING = Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE);

    /** A lock of a file keeps other processes out, but not other threads of this one. */
    private static final ReentrantLock WITHIN = new ReentrantLock();

    private final Path file;

    /** @param file an absolute path */
    OwnersFile(Path file) {
        this.file = file;
    }

    /** Something done to files. */
    @FunctionalInterface
    interface Work {
        void run() throws IOException;
    }

    /** Does something while nobody else on this machine, or on one that shares the folder, does it. */
    void alone(Work work) throws IOException {
        WITHIN.lock();
        try {
            Files.createDirectories(file.getParent(), only("rwx------"));
            Path path = file.resolveSibling("." + file.getFileName() + ".lock");
            try (FileChannel channel = FileChannel.open(path, WRITING, only("rw-------"))) {
                channel.lock();
                work.run();
            }
        } finally {
            WITHIN.unlock();
        }
    }

    /** Makes the file unless there is one: where two servers start at once, the first one's counts. */
    void create(String text) throws IOException {
        Files.createDirectories(file.getParent(), only("rwx------"));
        Path draft = draft(text);
        try {
            Files.createLink(file, draft);
            Files.delete(draft);
        } catch (FileAlreadyExistsException e) {
            Files.delete(draft);
        } catch (UnsupportedOperationException e) {
            Files.move(draft, file);
        }
    }

    /** Whoever reads it meanwhile reads all of what it was, or all of what it is then. */
    void replace(String text) throws IOException {
        Files.move(draft(text), file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private Path draft(String text) throws IOException {
        Path draft = file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID());
        Files.createFile(draft, only("rw-------"));
        try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
            channel.write(StandardCharsets.UTF_8.encode(text));
            channel.force(true);
        } catch (IOException e) {
            Files.delete(draft);
            throw e;
        }
        return draft;
    }

    private FileAttribute<?>[] only(String permissions) {
        return isPosix()
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    boolean isPosix() {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
