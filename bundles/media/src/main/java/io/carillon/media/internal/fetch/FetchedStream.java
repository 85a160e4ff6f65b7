package io.carillon.media.internal.fetch;

import java.io.IOException;
import java.io.InputStream;

/** The bytes of a fetched address, up to a limit and a deadline. Closing it ends the connection. */
final class FetchedStream extends InputStream {

    private final InputStream body;
    private final Deadline deadline;
    private final long maxBytes;
    private final String shown;
    private long count;

    FetchedStream(HttpAnswer answer, long maxBytes, String shown) throws IOException {
        body = answer.body();
        deadline = answer.deadline();
        this.maxBytes = maxBytes;
        this.shown = shown;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        try {
            int read = body.read(bytes, offset, length);
            count += Math.max(read, 0);
            if (count > maxBytes) {
                throw new FetchException(
                        FetchException.Rule.MAX_BYTES, "it has more than " + maxBytes + " bytes", null);
            }
            return read;
        } catch (IOException e) {
            close();
            throw GuardedFetcher.failed(shown, deadline.reason(e), e);
        }
    }

    @Override
    public void close() {
        deadline.close();
    }
}
