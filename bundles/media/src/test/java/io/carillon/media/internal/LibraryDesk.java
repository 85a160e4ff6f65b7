package io.carillon.media.internal;

import io.carillon.api.model.WorkspaceId;
import io.carillon.media.internal.disk.MediaFolder;
import io.carillon.media.internal.inspect.Samples;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;

/** A library on an empty folder and a store in memory. */
abstract class LibraryDesk {

    static final WorkspaceId WORKSPACE = new WorkspaceId("default");
    static final long MAX_BYTES = 100_000;
    static final Instant NOW = Instant.parse("2026-02-10T09:00:00Z");

    @TempDir
    Path folder;

    final FakeMediaStore store = new FakeMediaStore();
    long minFree;

    Library library() {
        MediaSettings settings =
                new MediaSettings(folder, MAX_BYTES, 1_000_000, minFree, Duration.ofSeconds(1), List.of());
        return new Library(
                settings,
                store,
                chosen -> MediaFolder.open(chosen.folder(), chosen.minFreeBytes()),
                Clock.fixed(NOW, ZoneOffset.UTC),
                new Random(1));
    }

    static InputStream png() {
        return new ByteArrayInputStream(Samples.picture("png", 30, 20));
    }

    List<Path> files() {
        return below("files");
    }

    List<Path> leftovers() {
        return below("incoming");
    }

    List<Path> everything() {
        return below("");
    }

    List<Path> below(String part) {
        try (Stream<Path> all = Files.walk(folder.resolve(part))) {
            return all.filter(file -> Files.isRegularFile(file) && !file.endsWith("storage.id"))
                    .toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
