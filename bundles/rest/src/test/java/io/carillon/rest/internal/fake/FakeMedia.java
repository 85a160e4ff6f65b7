package io.carillon.rest.internal.fake;

import io.carillon.api.model.MediaFile;
import io.carillon.api.model.MediaId;
import io.carillon.api.model.MediaRef;
import io.carillon.api.model.Violation;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.publisher.Attachment;
import io.carillon.api.service.Attachments;
import io.carillon.api.service.ConflictException;
import io.carillon.api.service.InvalidException;
import io.carillon.api.service.MediaCopies;
import io.carillon.api.service.MediaLibrary;
import io.carillon.api.service.NotFoundException;
import io.carillon.api.store.MediaStore;
import io.carillon.api.store.Page;
import io.carillon.api.store.PageRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** A library in a folder that takes everything for a PNG, unless its name ends in {@code .txt}. */
public final class FakeMedia implements MediaLibrary, Attachments, MediaCopies {

    public static final long MAX_BYTES = 300_000;

    private final Path folder;
    private final Map<MediaId, MediaFile> rows = new LinkedHashMap<>();

    /** Whether the disk is. */
    public volatile boolean full;

    public FakeMedia(Path folder) {
        this.folder = folder;
    }

    /** The store that posts look into. */
    public MediaStore store() {
        return new FakeMediaStore(rows);
    }

    @Override
    public long maxBytes() {
        return MAX_BYTES;
    }

    @Override
    public synchronized MediaFile add(WorkspaceId workspace, String name, InputStream content) throws IOException {
        if (full) {
            throw new IOException("No space left on device");
        }
        MediaId id = new MediaId("m_" + (rows.size() + 1));
        Path path = folder.resolve(id.value());
        try {
            Files.copy(content, path);
        } catch (RuntimeException e) {
            Files.delete(path);
            throw e;
        }
        MediaFile file = new MediaFile(
                id,
                workspace,
                name,
                name.endsWith(".txt") ? "text/plain" : "image/png",
                Files.size(path),
                OptionalInt.of(4),
                OptionalInt.of(3),
                Optional.empty(),
                "5e" + id.value(),
                id.value(),
                "",
                Instant.parse("2026-01-01T00:00:00Z"));
        rows.put(id, file);
        return file;
    }

    @Override
    public Page<MediaFile> list(WorkspaceId workspace, PageRequest page) {
        return new Page<>(List.copyOf(rows.values()), Optional.empty());
    }

    @Override
    public MediaFile get(WorkspaceId workspace, MediaId id) {
        return Optional.ofNullable(rows.get(id)).orElseThrow(() -> new NotFoundException("media file", id));
    }

    @Override
    public MediaFile describe(WorkspaceId workspace, MediaId id, String altText) {
        rows.put(id, get(workspace, id).withAltText(altText));
        return rows.get(id);
    }

    @Override
    public void remove(WorkspaceId workspace, MediaId id) {
        if (get(workspace, id).altText().equals("in use")) {
            throw new ConflictException("media-in-use", "A post names this file. Take it out of the post first.");
        }
        rows.remove(id);
        try {
            Files.delete(folder.resolve(id.value()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every address shows something, unless its host is {@code gone.example}. */
    @Override
    public MediaFile copy(WorkspaceId workspace, URI address) {
        if (address.getHost().equals("gone.example")) {
            throw new InvalidException(
                    Violation.error("url", "reachable", "", "", "The address " + address + " could not be fetched."));
        }
        try {
            return add(workspace, address.getPath(), new ByteArrayInputStream(new byte[] {1}));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void forget(WorkspaceId workspace, MediaId copy) {
        remove(workspace, copy);
    }

    @Override
    public Path path(MediaFile file) {
        return folder.resolve(file.storageKey());
    }

    @Override
    public Path thumbnail(MediaFile file) {
        return path(file);
    }

    @Override
    public List<Attachment> resolve(WorkspaceId workspace, Collection<MediaRef> media) {
        return List.of();
    }
}
