package io.carillon.media.internal.disk;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;

/** Cleans up what crashes left behind. Its cost follows the uploads under way then, never what is stored. */
public final class Sweep {

    /** Nobody draws a thumbnail for longer than this. */
    private static final Duration DRAFT_LIFE = Duration.ofHours(1);

    private final MediaFolder folder;
    private final Predicate<StorageKey> hasRow;
    private final Instant now;

    /** @param hasRow whether the library knows the entry */
    public Sweep(MediaFolder folder, Predicate<StorageKey> hasRow, Instant now) {
        this.folder = folder;
        this.hasRow = hasRow;
        this.now = now;
    }

    /** @return how many files were cleaned up after */
    public int run() throws IOException {
        int swept = 0;
        for (String suffix : new String[] {MediaFolder.INTENT, MediaFolder.PART, MediaFolder.DRAFT}) {
            try (DirectoryStream<Path> found = Files.newDirectoryStream(folder.incoming(), "*" + suffix)) {
                for (Path file : found) {
                    swept += clean(file, suffix) ? 1 : 0;
                }
            }
        }
        return swept;
    }

    private boolean clean(Path file, String suffix) throws IOException {
        return switch (suffix) {
            case MediaFolder.INTENT -> settle(file);
            case MediaFolder.PART -> !Files.exists(intentOf(file)) && Files.deleteIfExists(file);
            default -> isOld(file) && Files.deleteIfExists(file);
        };
    }

    private boolean settle(Path file) throws IOException {
        Optional<Intent> adopted = Intent.adopt(file);
        if (adopted.isEmpty()) {
            return false;
        }
        try (Intent intent = adopted.get()) {
            Optional<StorageKey> key = intent.key();
            if (key.isPresent() && !hasRow.test(key.get())) {
                folder.delete(key.get());
            }
            intent.fulfil();
            return true;
        }
    }

    private static Path intentOf(Path part) {
        String name = part.getFileName().toString();
        return part.resolveSibling(name.substring(0, name.length() - MediaFolder.PART.length()) + MediaFolder.INTENT);
    }

    private boolean isOld(Path file) throws IOException {
        return Files.getLastModifiedTime(file).toInstant().isBefore(now.minus(DRAFT_LIFE));
    }
}
