package io.carillon.media.internal;

import io.carillon.api.model.MediaFile;
import io.carillon.api.model.MediaId;
import io.carillon.api.model.MediaRef;
import io.carillon.api.publisher.Attachment;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Optional;

/** A file that a post names and the library does not have. */
record MissingAttachment(MediaRef ref, MediaId id) implements Attachment {

    @Override
    public Optional<MediaFile> file() {
        return Optional.empty();
    }

    @Override
    public Optional<URI> publicUrl() {
        return Optional.empty();
    }

    @Override
    public InputStream open() throws IOException {
        throw new IOException("There is no file '" + id + "' in the media library of this workspace; take it out of the"
                + " post, or upload it again.");
    }
}
