package io.carillon.core;

import io.carillon.api.model.MediaFile;
import io.carillon.api.model.MediaId;
import io.carillon.api.model.MediaRef;
import io.carillon.api.model.Violation;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.publisher.Attachment;
import io.carillon.api.service.Attachments;
import io.carillon.api.service.InvalidException;
import io.carillon.api.service.MediaCopies;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Attachments of files that a test names; they have no bytes. */
public final class FakeAttachments implements Attachments, MediaCopies {

    private final Map<MediaId, MediaFile> files = new HashMap<>();

    private final Map<URI, MediaFile> shown = new HashMap<>();

    /** Copies that were made and not removed again. */
    public final List<MediaId> copies = new ArrayList<>();

    /** Lets an address show a file; every other one cannot be fetched. */
    public void show(URI address, MediaFile file) {
        shown.put(address, file);
    }

    @Override
    public MediaFile copy(WorkspaceId workspace, URI address) {
        MediaFile file = shown.get(address);
        if (file == null) {
            throw new InvalidException(
                    Violation.error("url", "reachable", "", "", "The address " + address + " could not be fetched."));
        }
        copies.add(file.id());
        add(file);
        return file;
    }

    @Override
    public void forget(WorkspaceId workspace, MediaId copy) {
        copies.remove(copy);
        files.remove(copy);
    }

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
