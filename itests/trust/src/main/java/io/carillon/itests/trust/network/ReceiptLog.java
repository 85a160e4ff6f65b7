package io.carillon.itests.trust.network;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;

/** What the network remembers for ever: one line for each event, and what it made visible is on the disk before it answers. */
final class ReceiptLog implements Closeable {

    private final FileChannel file;

    ReceiptLog(Path path) throws IOException {
        file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** Fields are separated by tabs: microseconds since the epoch, the kind, the network, the key, what, the text. */
    synchronized void write(String kind, String network, String key, String what, String text) throws IOException {
        Instant now = Instant.now();
        long micros = now.getEpochSecond() * 1_000_000 + now.getNano() / 1000;
        String line = String.join("\t", Long.toString(micros), kind, network, key, what, text) + "\n";
        file.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8)));
        if (kind.equals("RECEIPT")) {
            file.force(false);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
