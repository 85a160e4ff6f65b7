package io.carillon.media.internal;

import io.carillon.api.model.MediaFile;
import io.carillon.api.model.MediaRef;
import io.carillon.api.publisher.Attachment;
import io.carillon.media.internal.fetch.GuardedFetcher;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Optional;

/** An address that was never copied into the library; it is fetched when it is opened. */
record UrlAttachment(MediaRef ref, URI url, Optional<URI> publicUrl, GuardedFetcher fetcher) implements Attachment {

    @Override
    public Optional<MediaFile> file() {
        return Optional.empty();
    }

    @Override
    public InputStream open() throws IOException {
        return fetcher.open(url);
    }
}
