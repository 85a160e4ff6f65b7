package io.carillon.media.internal.thumbnail;

import io.carillon.api.model.MediaFile;
import io.carillon.api.service.NotFoundException;
import io.carillon.media.internal.disk.MediaFolder;
import io.carillon.media.internal.disk.StorageKey;
import io.carillon.media.internal.inspect.Inspector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/** Makes thumbnails when they are first asked for: one at a time, since each may need tens of megabytes. */
public final class Thumbnails {

    /** What the Java runtime can draw. */
    private static final Set<String> DRAWABLE = Set.of("image/jpeg", "image/png", "image/gif");

    private final MediaFolder folder;
    private final ReentrantLock drawing = new ReentrantLock();

    private final Drawer drawer;

    /** Draws a file of the library. */
    @FunctionalInterface
    interface Drawer {
        byte[] draw(MediaFile file, Path source) throws IOException;
    }

    public Thumbnails(MediaFolder folder) {
        this(folder, Thumbnails::draw);
    }

    Thumbnails(MediaFolder folder, Drawer drawer) {
        this.folder = folder;
        this.drawer = drawer;
    }

    /** @throws NotFoundException if the file is no picture that can be drawn */
    public Path of(MediaFile file) throws IOException {
        StorageKey key = StorageKey.parse(file.storageKey());
        Path thumbnail = folder.thumbnail(key);
        if (Files.exists(thumbnail)) {
            return thumbnail;
        }
        if (!DRAWABLE.contains(file.type())) {
            throw new NotFoundException("thumbnail", file.id());
        }
        drawing.lock();
        try {
            if (!Files.exists(thumbnail)) {
                folder.putThumbnail(key, drawer.draw(file, folder.file(key)));
                forgetIfRemoved(key);
            }
        } finally {
            drawing.unlock();
        }
        return thumbnail;
    }

    /** A removal that came in between has deleted what it found; nobody else would look for this one. */
    private void forgetIfRemoved(StorageKey key) throws IOException {
        if (!Files.exists(folder.file(key))) {
            Files.deleteIfExists(folder.thumbnail(key));
            throw new NotFoundException("thumbnail", key.media());
        }
    }

    private static byte[] draw(MediaFile file, Path source) throws IOException {
        if (!Files.exists(source)) {
            throw new NoSuchFileException(source.toString(), null, "the bytes of '" + file.id() + "' are gone");
        }
        int orientation = Inspector.orientation(source, file.type());
        return Drawing.of(source, file.type(), orientation)
                .orElseThrow(() -> new NotFoundException("thumbnail", file.id()));
    }
}
