package io.carillon.media.internal.fetch;

import java.io.IOException;
import java.io.InputStream;

/** The chunked transfer coding of RFC 9112, section 7.1. Trailers are left unread: the connection ends there. */
final class ChunkedStream extends InputStream {

    private static final int MAX_LINE = 1024;

    private final InputStream input;
    private InputStream chunk = InputStream.nullInputStream();
    private boolean first = true;
    private boolean ended;

    ChunkedStream(InputStream input) {
        this.input = input;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (!ended) {
            int count = chunk.read(bytes, offset, length);
            if (count >= 0) {
                return count;
            }
            next();
        }
        return -1;
    }

    private void next() throws IOException {
        int[] budget = {MAX_LINE};
        if (!first && !HttpCall.line(input, budget).isEmpty()) {
            throw new IOException("the server's chunks do not fit together");
        }
        first = false;
        String size = HttpCall.line(input, budget).split(";", 2)[0].strip();
        if (!size.matches("[0-9a-fA-F]{1,15}")) {
            throw new IOException("the server sends a chunk without a size");
        }
        long length = Long.parseLong(size, 16);
        ended = length == 0;
        chunk = new SizedStream(input, length);
    }
}
