package io.carillon.media.internal.disk;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * A file that is being taken. Closing it before {@link #keep} leaves nothing behind, whatever happened. Used by one
 * thread.
 */
public final class Intake implements Closeable {

    /** How often the disk is asked for its free space. */
    private static final long SPACE_CHECK_BYTES = 4L << 20;

    private final MediaFolder folder;
    private final StorageKey key;
    private final Intent intent;
    private FileChannel channel;
    private long untilCheck;
    private boolean undecided;
    private boolean kept;

    Intake(MediaFolder folder, StorageKey key, Intent intent) throws IOException {
        this.folder = folder;
        this.key = key;
        this.intent = intent;
        try {
            folder.requireSpace();
            channel = folder.openPart(key);
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    public void write(ByteBuffer bytes) throws IOException {
        untilCheck -= bytes.remaining();
        if (untilCheck < 0) {
            folder.requireSpace();
            untilCheck = SPACE_CHECK_BYTES;
        }
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            throw folder.notStored(e);
        }
    }

    /** Where the bytes are until {@link #publish}. */
    public Path part() {
        return folder.part(key);
    }

    /** Makes the bytes durable, then visible under their final name. */
    public void publish() throws IOException {
        try {
            channel.force(true);
            channel.close();
            folder.moveIntoPlace(part(), folder.file(key));
        } catch (IOException e) {
            throw folder.notStored(e);
        }
    }

    /** The row is stored: the bytes stay. */
    public void keep() {
        kept = true;
    }

    /** Nobody can tell whether the row is stored: the next start does. */
    public void leaveUndecided() {
        undecided = true;
    }

    @Override
    public void close() throws IOException {
        try (intent) {
            if (channel != null) {
                channel.close();
            }
            if (!kept && !undecided) {
                folder.delete(key);
            }
            if (!undecided) {
                intent.fulfil();
            }
        }
    }
}
