package io.carillon.core;

import io.carillon.api.model.MediaFile;
import io.carillon.api.model.MediaId;
import io.carillon.api.model.MediaRef;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.publisher.Attachment;
import io.carillon.api.service.Attachments;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URI;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Attachments of files that a test names; they have no bytes. */
public final class FakeAttachments implements Attachments {

    private final Map<MediaId, MediaFile> files = new HashMap<>();

    public void add(MediaFile file) {
        files.put(file.id(), file);
    }

    @Override
    public List<Attachment> resolve(WorkspaceId workspace, Collection<MediaRef> media) {
        return media.stream()
                .<Attachment>map(ref -> new Fake(ref, ref.id().map(files::get)))
                .toList();
    }

    private record Fake(MediaRef ref, Optional<MediaFile> file) implements Attachment {

        @Override
        public Optional<URI> publicUrl() {
            return ref.url();
        }

        @Override
        public InputStream open() {
            return new ByteArrayInputStream(new byte[0]);
        }
    }
}
