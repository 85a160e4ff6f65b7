package io.carillon.media.internal;

import io.carillon.api.model.MediaFile;
import io.carillon.api.model.MediaId;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.store.InUseException;
import io.carillon.api.store.MediaStore;
import io.carillon.api.store.Page;
import io.carillon.api.store.PageRequest;
import io.carillon.api.store.StoreException;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Rows in memory, with the ways in which a database fails. */
final class FakeMediaStore implements MediaStore {

    final Map<MediaId, MediaFile> rows = new LinkedHashMap<>();
    final Set<MediaId> inUse = new HashSet<>();
    boolean addFails;
    boolean addFailsAfterStoring;
    boolean findFails;
    boolean removeFails;
    int reads;

    @Override
    public void add(MediaFile file) {
        if (addFails) {
            throw new StoreException("The database is away", null);
        }
        rows.put(file.id(), file);
        if (addFailsAfterStoring) {
            throw new StoreException("The answer to the commit was lost", null);
        }
    }

    @Override
    public Optional<MediaFile> find(WorkspaceId workspace, MediaId id) {
        if (findFails) {
            throw new StoreException("The database is away", null);
        }
        return Optional.ofNullable(rows.get(id)).filter(file -> file.workspace().equals(workspace));
    }

    @Override
    public List<MediaFile> findAll(WorkspaceId workspace, Collection<MediaId> ids) {
        reads++;
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
        if (removeFails) {
            throw new StoreException("The database is away", null);
        }
        if (inUse.contains(id)) {
            throw new InUseException("A post names it");
        }
        return rows.remove(id) != null;
    }
}
