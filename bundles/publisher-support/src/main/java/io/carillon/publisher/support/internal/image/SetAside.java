package io.carillon.publisher.support.internal.image;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The bytes of a picture, kept in a file of their own until it is their turn: they come as slowly as somebody's server
 * likes, and those of many at a time would not fit into memory. Nothing is left once it is closed.
 */
public final class SetAside implements Closeable {

    private static final int BUFFER_BYTES = 64 << 10;

    private final FileChannel file;

    private SetAside(FileChannel file) {
        this.file = file;
    }

    /**
     * Reads to the end, or a little past the most; takes memory for one buffer.
     *
     * @param in not closed
     */
    public static SetAside of(InputStream in, long most) throws IOException {
        Path path = Files.createTempFile("carillon-picture-", null);
        FileChannel file = FileChannel.open(
                path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
        try {
            byte[] buffer = new byte[BUFFER_BYTES];
            for (int count = in.read(buffer); count >= 0 && file.size() <= most; count = in.read(buffer)) {
                write(file, ByteBuffer.wrap(buffer, 0, count));
            }
            return new SetAside(file);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private static void write(FileChannel file, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            file.write(bytes);
        }
    }

    public long length() throws IOException {
        return file.size();
    }

    /** All of it, in memory. */
    public byte[] bytes() throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(file.size()));
        while (bytes.hasRemaining() && file.read(bytes, bytes.position()) > 0) {
            // A file may give less than was asked for.
        }
        return bytes.array();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
