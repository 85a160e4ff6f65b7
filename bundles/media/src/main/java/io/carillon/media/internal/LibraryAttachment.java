package io.carillon.media.internal;

import io.carillon.api.model.MediaFile;
import io.carillon.api.model.MediaRef;
import io.carillon.api.publisher.Attachment;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** A file of the library. */
record LibraryAttachment(MediaRef ref, MediaFile media, Path path) implements Attachment {

    /** What the post says of it counts; where that is nothing, what the library says. */
    static Attachment of(MediaRef ref, MediaFile media, Path path) {
        MediaRef described = ref.altText().isEmpty() ? ref.withAltText(media.altText()) : ref;
        return new LibraryAttachment(described, media, path);
    }

    @Override
    public Optional<MediaFile> file() {
        return Optional.of(media);
    }

    /** Absent: what the library holds is not open to the world. */
    @Override
    public Optional<URI> publicUrl() {
        return Optional.empty();
    }

    @Override
    public InputStream open() throws IOException {
        try {
            return Files.newInputStream(path);
        } catch (NoSuchFileException e) {
            throw new IOException(
                    "The bytes of the file '" + media.id() + "' (" + media.name() + ") are gone from the media folder;"
                            + " restore them from a backup, or take the file out of the post.",
                    e);
        }
    }
}
