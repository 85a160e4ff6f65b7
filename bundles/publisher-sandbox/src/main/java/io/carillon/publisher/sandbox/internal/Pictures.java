package io.carillon.publisher.sandbox.internal;

import io.carillon.publisher.sandbox.internal.Receipt.Picture;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/** Copies of pictures and films, each kept once under the hash of its bytes. Thread-safe. */
final class Pictures {

    /** What is shown as nothing but bytes. */
    static final String UNKNOWN = "application/octet-stream";

    private static final int HEAD = 32;

    private final Path folder;

    Pictures(Path folder) {
        this.folder = folder;
    }

    /** Copies from the stream to its end. */
    Picture keep(InputStream bytes, String altText) throws IOException {
        Path arriving = Files.createTempFile(folder, "arriving-", ".tmp");
        try {
            String hash = copy(bytes, arriving);
            Path kept = folder.resolve(hash);
            if (!Files.exists(kept)) {
                moveInto(arriving, kept);
            }
            return new Picture(hash, type(kept), altText);
        } finally {
            Files.deleteIfExists(arriving);
        }
    }

    /** The file with that hash. */
    Optional<Path> find(String hash) {
        return hash.matches("[0-9a-f]{64}")
                ? Optional.of(folder.resolve(hash)).filter(Files::isRegularFile)
                : Optional.empty();
    }

    /** Its MIME type, found in its bytes: a name or a claim could make a browser run what it should only show. */
    static String type(Path file) throws IOException {
        byte[] head;
        try (InputStream in = Files.newInputStream(file)) {
            head = in.readNBytes(HEAD);
        }
        if (begins(head, 0, "\u00ff\u00d8\u00ff")) {
            return "image/jpeg";
        }
        if (begins(head, 0, "\u0089PNG\r\n\u001a\n")) {
            return "image/png";
        }
        if (begins(head, 0, "GIF87a") || begins(head, 0, "GIF89a")) {
            return "image/gif";
        }
        if (begins(head, 0, "RIFF") && begins(head, 8, "WEBP")) {
            return "image/webp";
        }
        if (begins(head, 4, "ftyp")) {
            return begins(head, 8, "qt  ") ? "video/quicktime" : "video/mp4";
        }
        return begins(head, 0, "\u001aE\u00df\u00a3") ? "video/webm" : UNKNOWN;
    }

    private static boolean begins(byte[] head, int at, String latin1) {
        byte[] wanted = latin1.getBytes(StandardCharsets.ISO_8859_1);
        return head.length >= at + wanted.length
                && Arrays.equals(head, at, at + wanted.length, wanted, 0, wanted.length);
    }

    private static String copy(InputStream bytes, Path to) throws IOException {
        MessageDigest digest = sha256();
        try (OutputStream out = new DigestOutputStream(Files.newOutputStream(to), digest)) {
            bytes.transferTo(out);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void moveInto(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
