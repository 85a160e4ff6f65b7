package io.carillon.media.internal.fetch;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** A known number of bytes; fewer are an error, so that half a film is never taken for a whole one. */
final class SizedStream extends InputStream {

    private final InputStream input;
    private long left;

    SizedStream(InputStream input, long length) {
        this.input = input;
        left = length;
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
        if (left == 0) {
            return -1;
        }
        int count = input.read(bytes, offset, (int) Math.min(length, left));
        if (count < 0) {
            throw new EOFException("the connection ended " + left + " bytes too early");
        }
        left -= count;
        return count;
    }
}
