package io.carillon.publisher.bluesky.internal;

import io.carillon.api.model.MediaFile;
import io.carillon.api.model.MediaId;
import io.carillon.api.model.MediaRef;
import io.carillon.api.model.Workspace;
import io.carillon.api.publisher.Attachment;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/** A film of the media library: as much of one as a server looks at. */
record FakeFilm(String content, String altText) implements Attachment {

    byte[] bytes() {
        return ("\0\0\0\u0018ftypmp42\0\0\0\0mp42isom" + content).getBytes(StandardCharsets.ISO_8859_1);
    }

    @Override
    public MediaRef ref() {
        return MediaRef.of(new MediaId("m_film")).withAltText(altText);
    }

    @Override
    public Optional<MediaFile> file() {
        return Optional.of(new MediaFile(
                new MediaId("m_film"),
                Workspace.DEFAULT_ID,
                "film.mp4",
                "video/mp4",
                bytes().length,
                OptionalInt.of(1280),
                OptionalInt.of(720),
                Optional.of(Duration.ofSeconds(3)),
                "0".repeat(64),
                "film",
                altText,
                Instant.EPOCH));
    }

    @Override
    public Optional<URI> publicUrl() {
        return Optional.empty();
    }

    @Override
    public InputStream open() {
        return new ByteArrayInputStream(bytes());
    }
}
