package io.carillon.api.store;

import io.carillon.api.model.MediaFile;
import io.carillon.api.model.MediaId;
import io.carillon.api.model.WorkspaceId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** What is known of the files of the media library; their bytes are kept elsewhere. */
@ProviderType
public interface MediaStore {

    void add(MediaFile file);

    Optional<MediaFile> find(WorkspaceId workspace, MediaId id);

    /** Those of the ids that exist in the workspace, in any order. */
    List<MediaFile> findAll(WorkspaceId workspace, Collection<MediaId> ids);

    /** The newest first. */
    Page<MediaFile> list(WorkspaceId workspace, PageRequest page);

    /** @return false if there is no such file */
    boolean update(MediaFile file);

    /**
     * Removes a file.
     *
     * @return false if there is no such file
     * @throws InUseException if a post names it
     */
    boolean remove(WorkspaceId workspace, MediaId id);
}
