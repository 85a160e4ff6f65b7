package io.carillon.media.internal.inspect;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file that is read here and there in big-endian order, through one small window. Whatever lies behind its end is
 * {@link UnreadableException}: headers that point outside of their file are damage, never a reason to crash.
 */
final class Source implements Closeable {

    private static final int WINDOW = 8192;

    private final FileChannel channel;
    private final long length;
    private final ByteBuffer window = ByteBuffer.allocate(WINDOW).limit(0);
    private long windowAt;

    Source(Path file) throws IOException {
        channel = FileChannel.open(file, StandardOpenOption.READ);
        length = channel.size();
    }

    long length() {
        return length;
    }

    int u8(long at) throws IOException, UnreadableException {
        if (at < 0 || at >= length) {
            throw new UnreadableException("ends too early");
        }
        if (at < windowAt || at >= windowAt + window.limit()) {
            load(at);
        }
        return window.get((int) (at - windowAt)) & 0xFF;
    }

    int u16(long at) throws IOException, UnreadableException {
        return u8(at) << 8 | u8(at + 1);
    }

    int u16Little(long at) throws IOException, UnreadableException {
        return u8(at) | u8(at + 1) << 8;
    }

    long u32(long at) throws IOException, UnreadableException {
        return (long) u16(at) << 16 | u16(at + 2);
    }

    long u32Little(long at) throws IOException, UnreadableException {
        return u16Little(at) | (long) u16Little(at + 2) << 16;
    }

    long u64(long at) throws IOException, UnreadableException {
        return u32(at) << 32 | u32(at + 4);
    }

    String ascii(long at, int count) throws IOException, UnreadableException {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            bytes[i] = (byte) u8(at + i);
        }
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private void load(long at) throws IOException, UnreadableException {
        window.clear();
        windowAt = at;
        while (window.hasRemaining() && channel.read(window, windowAt + window.position()) > 0) {
            // a channel may give less than was asked for
        }
        window.flip();
        if (window.limit() == 0) {
            throw new UnreadableException("ends too early");
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
