package io.carillon.persistence.internal.media;

import io.carillon.api.model.MediaFile;
import io.carillon.api.model.MediaId;
import io.carillon.api.model.WorkspaceId;
import io.carillon.persistence.internal.sql.Micros;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** A row of {@code media}. */
@Entity
@Table(name = "media")
public class MediaEntity {

    @Id
    private String id;

    @Column(name = "workspace_id")
    private String workspaceId;

    private String name;
    private String type;
    private long bytes;
    private Integer width;
    private Integer height;

    @Column(name = "duration_ms")
    private Long durationMillis;

    private String sha256;

    @Column(name = "storage_key")
    private String storageKey;

    @Column(name = "alt_text")
    private String altText;

    @Column(name = "created_at")
    private long createdAt;

    @Version
    private long version;

    protected MediaEntity() {}

    static MediaEntity fromRecord(MediaFile file) {
        MediaEntity entity = new MediaEntity();
        entity.id = file.id().value();
        entity.workspaceId = file.workspace().value();
        entity.createdAt = Micros.of(file.createdAt());
        entity.take(file);
        return entity;
    }

    void take(MediaFile file) {
        name = file.name();
        type = file.type();
        bytes = file.bytes();
        width = file.width().isPresent() ? file.width().getAsInt() : null;
        height = file.height().isPresent() ? file.height().getAsInt() : null;
        durationMillis = file.duration().map(Duration::toMillis).orElse(null);
        sha256 = file.sha256();
        storageKey = file.storageKey();
        altText = file.altText();
    }

    boolean isOf(WorkspaceId workspace) {
        return workspaceId.equals(workspace.value());
    }

    MediaFile toRecord() {
        return new MediaFile(
                new MediaId(id),
                new WorkspaceId(workspaceId),
                name,
                type,
                bytes,
                number(width),
                number(height),
                Optional.ofNullable(durationMillis).map(Duration::ofMillis),
                sha256,
                storageKey,
                altText,
                Micros.instant(createdAt));
    }

    private static OptionalInt number(Integer value) {
        return value == null ? OptionalInt.empty() : OptionalInt.of(value);
    }
}
