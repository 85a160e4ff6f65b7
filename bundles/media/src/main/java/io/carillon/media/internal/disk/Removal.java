package io.carillon.media.internal.disk;

import java.io.Closeable;
import java.io.IOException;

/** A file that is being removed: its row first, then its bytes. Used by one thread. */
public final class Removal implements Closeable {

    private final MediaFolder folder;
    private final StorageKey key;
    private final Intent intent;

    Removal(MediaFolder folder, StorageKey key, Intent intent) {
        this.folder = folder;
        this.key = key;
        this.intent = intent;
    }

    /** The row is gone: so go the bytes. */
    public void deleteBytes() throws IOException {
        folder.delete(key);
        intent.fulfil();
    }

    /** The row stays, and so do the bytes. */
    public void callOff() throws IOException {
        intent.fulfil();
    }

    /** Without one of the above, the next start decides by the row. */
    @Override
    public void close() throws IOException {
        intent.close();
    }
}
