package io.carillon.core.internal.post;

import io.carillon.api.model.MediaFile;
import io.carillon.api.model.MediaId;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.store.MediaStore;
import io.carillon.api.store.Page;
import io.carillon.api.store.PageRequest;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Files in memory; its one page holds them all. */
final class MemoryMedia implements MediaStore {

    private final Map<MediaId, MediaFile> files = new LinkedHashMap<>();

    @Override
    public void add(MediaFile file) {
        files.put(file.id(), file);
    }

    @Override
    public Optional<MediaFile> find(WorkspaceId workspace, MediaId id) {
        return Optional.ofNullable(files.get(id))
                .filter(file -> file.workspace().equals(workspace));
    }

    @Override
    public List<MediaFile> findAll(WorkspaceId workspace, Collection<MediaId> ids) {
        return ids.stream().flatMap(id -> find(workspace, id).stream()).toList();
    }

    @Override
    public Page<MediaFile> list(WorkspaceId workspace, PageRequest page) {
        return new Page<>(List.copyOf(files.values()), Optional.empty());
    }

    @Override
    public boolean update(MediaFile file) {
        return files.replace(file.id(), file) != null;
    }

    @Override
    public boolean remove(WorkspaceId workspace, MediaId id) {
        return files.remove(id) != null;
    }
}
