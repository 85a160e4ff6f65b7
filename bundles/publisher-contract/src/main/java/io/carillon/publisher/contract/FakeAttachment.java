package io.carillon.publisher.contract;

import io.carillon.api.model.MediaFile;
import io.carillon.api.model.MediaId;
import io.carillon.api.model.MediaRef;
import io.carillon.api.model.Workspace;
import io.carillon.api.publisher.Attachment;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalInt;

/** A file of the media library that is held in memory. */
public final class FakeAttachment implements Attachment {

    private static final byte[] RED_DOT = Base64.getDecoder()
            .decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==");

    private final MediaRef ref;
    private final MediaFile file;
    private final byte[] bytes;

    private FakeAttachment(MediaFile file, String altText, byte[] bytes) {
        this.ref = MediaRef.of(file.id()).withAltText(altText);
        this.file = file;
        this.bytes = bytes.clone();
    }

    /** A PNG picture of one red pixel. */
    public static FakeAttachment png(String altText) {
        return of("image/png", OptionalInt.of(1), RED_DOT, altText);
    }

    /** Any bytes, of which nothing is known but their type. */
    public static FakeAttachment of(String type, byte[] bytes, String altText) {
        return of(type, OptionalInt.empty(), bytes, altText);
    }

    private static FakeAttachment of(String type, OptionalInt side, byte[] bytes, String altText) {
        String hash = sha256(bytes);
        MediaFile file = new MediaFile(
                new MediaId("m_" + hash.substring(0, 16)),
                Workspace.DEFAULT_ID,
                "a-file",
                type,
                bytes.length,
                side,
                side,
                Optional.empty(),
                hash,
                hash,
                altText,
                Instant.EPOCH);
        return new FakeAttachment(file, altText, bytes);
    }

    /** The same file, whose bytes cannot be read. */
    public Attachment unreadable() {
        return new Unreadable(this);
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public MediaRef ref() {
        return ref;
    }

    @Override
    public Optional<MediaFile> file() {
        return Optional.of(file);
    }

    @Override
    public Optional<URI> publicUrl() {
        return Optional.empty();
    }

    @Override
    public InputStream open() {
        return new ByteArrayInputStream(bytes);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    private record Unreadable(FakeAttachment whole) implements Attachment {

        @Override
        public MediaRef ref() {
            return whole.ref();
        }

        @Override
        public Optional<MediaFile> file() {
            return whole.file();
        }

        @Override
        public Optional<URI> publicUrl() {
            return Optional.empty();
        }

        @Override
        public InputStream open() throws IOException {
            throw new IOException("The disk that holds " + whole.ref().id().orElseThrow() + " is gone");
        }
    }
}
