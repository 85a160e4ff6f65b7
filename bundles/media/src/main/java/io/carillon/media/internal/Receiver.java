package io.carillon.media.internal;

import io.carillon.media.internal.disk.Intake;
import io.carillon.media.internal.inspect.MediaTypes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Streams an upload to the disk: counted, hashed, and refused as early as it can be. Memory: one buffer. */
final class Receiver {

    private static final int BUFFER_BYTES = 64 << 10;

    private final long maxBytes;

    Receiver(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** What came. */
    record Received(String type, long bytes, String sha256) {}

    Received receive(InputStream content, Intake intake) throws IOException {
        MessageDigest digest = sha256();
        byte[] head = read(content, MediaTypes.HEAD_BYTES, 0);
        if (head.length == 0) {
            throw Refusals.empty();
        }
        String type = MediaTypes.detect(head);
        if (!MediaTypes.isTaken(type)) {
            throw Refusals.type(type);
        }
        long count = 0;
        for (byte[] chunk = head; chunk.length > 0; chunk = read(content, BUFFER_BYTES, count)) {
            count += chunk.length;
            if (count > maxBytes) {
                throw Refusals.tooLarge(maxBytes);
            }
            digest.update(chunk);
            intake.write(ByteBuffer.wrap(chunk));
        }
        return new Received(type, count, HexFormat.of().formatHex(digest.digest()));
    }

    private static byte[] read(InputStream content, int limit, long before) throws IOException {
        try {
            return content.readNBytes(limit);
        } catch (IOException e) {
            throw new IOException(
                    "The upload broke off after " + before + " bytes (" + e.getMessage() + "). Nothing of it was kept;"
                            + " upload the file again.",
                    e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java runtime has SHA-256", e);
        }
    }
}
