package io.carillon.publisher.support.internal;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** What is sent, until it was sent: Java's client keeps what it read it from, for as long as the connection is open. */
final class SentBody extends FilterInputStream {

    SentBody(InputStream body) {
        super(body);
    }

    @Override
    public void close() throws IOException {
        InputStream read = in;
        in = nullInputStream();
        read.close();
    }
}
