package io.carillon.persistence.internal.media;

import io.carillon.api.model.MediaFile;
import io.carillon.api.model.MediaId;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.store.InUseException;
import io.carillon.api.store.MediaStore;
import io.carillon.api.store.Page;
import io.carillon.api.store.PageRequest;
import io.carillon.persistence.internal.db.Transactions;
import io.carillon.persistence.internal.sql.Chunks;
import io.carillon.persistence.internal.sql.Cursor;
import io.carillon.persistence.internal.sql.Micros;
import io.carillon.persistence.internal.sql.Sql;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What is known of the files of the media library. */
public final class DatabaseMediaStore implements MediaStore {

    private static final String OF_WORKSPACE = "SELECT m FROM MediaEntity m WHERE m.workspaceId = :workspace";
    private static final String AFTER = " AND m.createdAt <= :at AND (m.createdAt < :at OR m.id < :id)";
    private static final String NEWEST_FIRST = " ORDER BY m.createdAt DESC, m.id DESC";

    private final Transactions transactions;

    public DatabaseMediaStore(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public void add(MediaFile file) {
        transactions.change(manager -> manager.persist(MediaEntity.fromRecord(file)));
    }

    @Override
    public Optional<MediaFile> find(WorkspaceId workspace, MediaId id) {
        return transactions.read(manager -> entity(manager, workspace, id).map(MediaEntity::toRecord));
    }

    @Override
    public List<MediaFile> findAll(WorkspaceId workspace, Collection<MediaId> ids) {
        return transactions.read(manager -> {
            List<MediaFile> found = new ArrayList<>();
            for (List<MediaId> chunk : Chunks.of(ids)) {
                manager.createQuery(OF_WORKSPACE + " AND m.id IN :ids", MediaEntity.class)
                        .setParameter("workspace", workspace.value())
                        .setParameter("ids", chunk.stream().map(MediaId::value).toList())
                        .getResultList()
                        .forEach(entity -> found.add(entity.toRecord()));
            }
            return found;
        });
    }

    @Override
    public Page<MediaFile> list(WorkspaceId workspace, PageRequest page) {
        Optional<Cursor> cursor = page.cursor().map(Cursor::parse);
        List<MediaFile> found = transactions.read(manager -> {
            TypedQuery<MediaEntity> query = manager.createQuery(
                            OF_WORKSPACE + (cursor.isPresent() ? AFTER : "") + NEWEST_FIRST, MediaEntity.class)
                    .setParameter("workspace", workspace.value())
                    .setMaxResults(page.limit() + 1);
            cursor.ifPresent(place -> query.setParameter("at", place.at()).setParameter("id", place.id()));
            return query.getResultList().stream().map(MediaEntity::toRecord).toList();
        });
        if (found.size() <= page.limit()) {
            return new Page<>(found, Optional.empty());
        }
        List<MediaFile> items = found.subList(0, page.limit());
        MediaFile last = items.get(items.size() - 1);
        String next = new Cursor(Micros.of(last.createdAt()), last.id().value()).text();
        return new Page<>(items, Optional.of(next));
    }

    @Override
    public boolean update(MediaFile file) {
        return transactions.entities(manager -> {
            Optional<MediaEntity> entity = entity(manager, file.workspace(), file.id());
            entity.ifPresent(known -> known.take(file));
            return entity.isPresent();
        });
    }

    @Override
    public boolean remove(WorkspaceId workspace, MediaId id) {
        return transactions.mixed((manager, connection) -> {
            Optional<MediaEntity> entity = entity(manager, workspace, id);
            if (entity.isEmpty()) {
                return false;
            }
            if (Sql.exists(
                    connection,
                    "SELECT post_id FROM post_media WHERE media_id = ? FETCH FIRST 1 ROWS ONLY",
                    in -> in.text(id.value()))) {
                throw new InUseException("A post shows the file " + id + ". Remove it from the post first.");
            }
            manager.remove(entity.get());
            return true;
        });
    }

    private static Optional<MediaEntity> entity(EntityManager manager, WorkspaceId workspace, MediaId id) {
        return Optional.ofNullable(manager.find(MediaEntity.class, id.value())).filter(file -> file.isOf(workspace));
    }
}
