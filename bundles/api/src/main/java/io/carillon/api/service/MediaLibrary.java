package io.carillon.api.service;

import io.carillon.api.model.MediaFile;
import io.carillon.api.model.MediaId;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.store.Page;
import io.carillon.api.store.PageRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.osgi.annotation.versioning.ProviderType;

/** Pictures and films. Identified by their content, never by their name. */
@ProviderType
public interface MediaLibrary {

    /** The largest file that is taken, in bytes. */
    long maxBytes();

    /**
     * Takes a file.
     *
     * @param name as the person's computer calls it
     * @param content read to its end, not closed
     * @throws InvalidException if it is too large, empty, or not of a known type
     * @throws IOException if it could not be read or stored; nothing is left behind
     */
    MediaFile add(WorkspaceId workspace, String name, InputStream content) throws IOException;

    Page<MediaFile> list(WorkspaceId workspace, PageRequest page);

    /** @throws NotFoundException if there is no such file */
    MediaFile get(WorkspaceId workspace, MediaId id);

    MediaFile describe(WorkspaceId workspace, MediaId id, String altText);

    /**
     * Removes a file.
     *
     * @throws ConflictException if a post names it
     */
    void remove(WorkspaceId workspace, MediaId id);

    /** Where the bytes are; read-only for the caller. */
    Path path(MediaFile file);

    /**
     * Where a small JPEG of an image is; read-only for the caller.
     *
     * @throws NotFoundException if the file is no image that can be drawn
     */
    Path thumbnail(MediaFile file) throws IOException;
}
