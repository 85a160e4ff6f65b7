package io.carillon.rest.internal.fake;

import io.carillon.api.model.MediaFile;
import io.carillon.api.model.MediaId;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.store.MediaStore;
import io.carillon.api.store.Page;
import io.carillon.api.store.PageRequest;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The rows of {@link FakeMedia}. */
record FakeMediaStore(Map<MediaId, MediaFile> rows) implements MediaStore {

    @Override
    public void add(MediaFile file) {
        rows.put(file.id(), file);
    }

    @Override
    public Optional<MediaFile> find(WorkspaceId workspace, MediaId id) {
        return Optional.ofNullable(rows.get(id));
    }

    @Override
    public List<MediaFile> findAll(WorkspaceId workspace, Collection<MediaId> ids) {
        return ids.stream().flatMap(id -> find(workspace, id).stream()).toList();
    }

    @Override
    public Page<MediaFile> list(WorkspaceId workspace, PageRequest page) {
        return new Page<>(List.copyOf(rows.values()), Optional.empty());
    }

    @Override
    public boolean update(MediaFile file) {
        return rows.replace(file.id(), file) != null;
    }

    @Override
    public boolean remove(WorkspaceId workspace, MediaId id) {
        return rows.remove(id) != null;
    }
}
