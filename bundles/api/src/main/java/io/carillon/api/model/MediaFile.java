package io.carillon.api.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A file of the media library.
 *
 * @param name as it was uploaded, for people
 * @param type found in its content, never taken from its name; such as {@code image/jpeg}
 * @param bytes its size
 * @param sha256 lower-case hex
 * @param storageKey where the storage keeps its bytes
 */
public record MediaFile(
        MediaId id,
        WorkspaceId workspace,
        String name,
        String type,
        long bytes,
        OptionalInt width,
        OptionalInt height,
        Optional<Duration> duration,
        String sha256,
        String storageKey,
        String altText,
        Instant createdAt) {

    public MediaFile {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(workspace, "workspace");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(width, "width");
        Objects.requireNonNull(height, "height");
        Objects.requireNonNull(duration, "duration");
        Objects.requireNonNull(sha256, "sha256");
        Objects.requireNonNull(storageKey, "storageKey");
        Objects.requireNonNull(altText, "altText");
        Objects.requireNonNull(createdAt, "createdAt");
    }

    public MediaFile withAltText(String text) {
        return new MediaFile(
                id, workspace, name, type, bytes, width, height, duration, sha256, storageKey, text, createdAt);
    }
}
