package io.carillon.rest.internal.body;

import jakarta.annotation.Priority;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Says {@code Connection: close} (RFC 9110, 7.6.1) where a request is answered before its body has come to its end: what
 * is left of it stands before the next request, so the web server closes the connection. A client that is not told sends
 * its next request into the closing, and cannot know whether it was taken.
 *
 * <p>What has arrived is read first, as most bodies have by then, and their connections may go on.
 */
@PreMatching
@Priority(0)
public final class UnreadBodies implements ContainerRequestFilter, ContainerResponseFilter {

    private static final String CONNECTION = "Connection";
    private static final String WATCHED = "carillon.body";

    /** Reading what nobody wants costs time; a new connection is cheaper than more of it than this. */
    private static final int MAX_UNWANTED_BYTES = 64 * 1024;

    @Override
    public void filter(ContainerRequestContext request) {
        String length = request.getHeaderString(HttpHeaders.CONTENT_LENGTH);
        if (length != null || request.getHeaderString("Transfer-Encoding") != null) {
            Watched body = new Watched(request.getEntityStream(), length);
            request.setEntityStream(body);
            request.setProperty(WATCHED, body);
        }
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (request.getProperty(WATCHED) instanceof Watched body && !body.isReadToItsEnd()) {
            response.getHeaders().putSingle(CONNECTION, "close");
        }
    }

    private static final class Watched extends FilterInputStream {

        private final String announced;
        private long taken;
        private boolean ended;

        Watched(InputStream in, String announced) {
            super(in);
            this.announced = announced;
        }

        /** Waits for nothing. */
        boolean isReadToItsEnd() {
            try {
                byte[] unwanted = new byte[8192];
                for (int bytes = 0; bytes < MAX_UNWANTED_BYTES && !isEnded() && available() > 0; ) {
                    bytes += Math.max(0, read(unwanted));
                }
                return isEnded();
            } catch (IOException e) {
                // It broke off, and its connection with it.
                return false;
            }
        }

        private boolean isEnded() {
            return ended || Long.toString(taken).equals(announced);
        }

        @Override
        public int read() throws IOException {
            int value = super.read();
            note(value < 0 ? value : 1);
            return value;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int count = super.read(bytes, offset, length);
            note(count);
            return count;
        }

        @Override
        public long skip(long count) throws IOException {
            long skipped = super.skip(count);
            taken += skipped;
            return skipped;
        }

        private void note(int count) {
            if (count < 0) {
                ended = true;
            } else {
                taken += count;
            }
        }

        /** Who has read enough closes it; the rest is still looked at when there is an answer. */
        @Override
        public void close() {}
    }
}
