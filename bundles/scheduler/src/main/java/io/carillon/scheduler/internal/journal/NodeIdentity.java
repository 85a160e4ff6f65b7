package io.carillon.scheduler.internal.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Which node a data folder belongs to, for as long as this is open: a second process on the same folder would take the
 * first one's work for that of a former run.
 */
public final class NodeIdentity implements AutoCloseable {

    private static final Pattern RULE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.\\-]{0,63}");
    private static final int MAX_BYTES = 256;

    private final FileChannel channel;
    private final String node;

    /**
     * Reads {@code node.id} in a data folder, or creates it.
     *
     * @param fresh a new id
     * @throws IllegalStateException if another process, or another engine in this one, works on the folder; or the file
     *     holds no id
     */
    public NodeIdentity(Path data, Supplier<String> fresh) throws IOException {
        Files.createDirectories(data);
        Path file = data.resolve("node.id");
        channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            lock(file);
            node = read(file, fresh);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private void lock(Path file) throws IOException {
        FileLock lock;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            lock = null;
        }
        if (lock == null) {
            throw new IllegalStateException("The data folder " + file.getParent() + " is in use by another Carillon;"
                    + " stop it, or give this one a folder of its own.");
        }
    }

    private String read(Path file, Supplier<String> fresh) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(MAX_BYTES);
        channel.read(bytes, 0);
        String known = new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8).strip();
        String id = known.isEmpty() ? fresh.get() : known;
        if (!RULE.matcher(id).matches()) {
            throw new IllegalStateException("The file " + file + " must hold 1 to 64 letters, digits, '_', '-' or '.';"
                    + " it holds '" + id + "'. Put the node's id back, or delete the file to have a new one made.");
        }
        if (known.isEmpty()) {
            channel.write(ByteBuffer.wrap((id + "\n").getBytes(StandardCharsets.UTF_8)), 0);
            channel.force(true);
        }
        return id;
    }

    public String node() {
        return node;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
