package io.carillon.media.internal.disk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * The folder in which the bytes are.
 *
 * <pre>
 * files/&lt;workspace&gt;/&lt;media&gt;            complete, and never changed again
 * thumbnails/&lt;workspace&gt;/&lt;media&gt;.jpg   made when first asked for
 * incoming/&lt;media&gt;.part              an upload under way
 * storage.id                          names the folder, so that servers can tell whether they share it
 * incoming/&lt;media&gt;.intent            held and locked while bytes and row may disagree; names the storage key
 * </pre>
 *
 * <p>Everything is in one file system, so that a file appears under its final name whole or not at all. Safe for many
 * threads, and for several servers that share the folder.
 */
public final class MediaFolder {

    static final String PART = ".part";
    static final String INTENT = ".intent";
    static final String DRAFT = ".draft";

    private final Path root;
    private final Path files;
    private final Path thumbnails;
    private final Path incoming;
    private final long minFreeBytes;
    private final Opener opener;
    private String id = "";

    /** Opens the file that takes an upload's bytes; tests fill the disk here. */
    @FunctionalInterface
    interface Opener {

        FileChannel create(Path file) throws IOException;
    }

    private MediaFolder(Path root, long minFreeBytes, Opener opener) {
        this.root = root;
        this.minFreeBytes = minFreeBytes;
        this.opener = opener;
        files = root.resolve("files");
        thumbnails = root.resolve("thumbnails");
        incoming = root.resolve("incoming");
    }

    /**
     * Opens the folder, and makes it where it does not exist.
     *
     * @param minFreeBytes uploads stop before less than this is left on the disk
     * @throws IllegalStateException with a sentence for the administrator if it cannot be written to
     */
    public static MediaFolder open(Path root, long minFreeBytes) {
        return open(root, minFreeBytes, MediaFolder::createNew);
    }

    static MediaFolder open(Path root, long minFreeBytes, Opener opener) {
        MediaFolder folder = new MediaFolder(root, minFreeBytes, opener);
        try {
            Files.createDirectories(folder.files);
            Files.createDirectories(folder.thumbnails);
            Files.createDirectories(folder.incoming);
            Path probe = folder.incoming.resolve(UUID.randomUUID() + DRAFT);
            createNew(probe).close();
            Files.delete(probe);
            folder.id = folder.readOrMakeId();
        } catch (IOException e) {
            throw new IllegalStateException(
                    "The media library cannot start: the folder " + root + " cannot be written to (" + e + "). Give the"
                            + " user that runs Carillon the right to write there, or name another folder in"
                            + " etc/io.carillon.media.cfg.",
                    e);
        }
        return folder;
    }

    /** Where several servers meet a new folder at once, the first one's id counts. */
    private String readOrMakeId() throws IOException {
        Path file = root.resolve("storage.id");
        if (!Files.exists(file)) {
            Path draft = incoming.resolve(UUID.randomUUID() + DRAFT);
            Files.writeString(
                    draft, "m_" + UUID.randomUUID() + "\n", StandardOpenOption.CREATE_NEW, StandardOpenOption.SYNC);
            try {
                Files.createLink(file, draft);
            } catch (FileAlreadyExistsException e) {
                return readId(file);
            } catch (UnsupportedOperationException e) {
                Files.copy(draft, file);
            } finally {
                Files.delete(draft);
            }
        }
        return readId(file);
    }

    private static String readId(Path file) throws IOException {
        return Files.readString(file).strip();
    }

    private static FileChannel createNew(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    /** The folder's own id, made when it was new: servers with the same id share the folder. */
    public String id() {
        return id;
    }

    /** Where the bytes of an entry are, or would be. */
    public Path file(StorageKey key) {
        return key.under(files, "");
    }

    /** Where the thumbnail of an entry is, or would be. */
    public Path thumbnail(StorageKey key) {
        return key.under(thumbnails, ".jpg");
    }

    /** Begins to take a file. */
    public Intake receive(StorageKey key) throws IOException {
        return new Intake(this, key, Intent.declare(incoming, key));
    }

    /** Begins to remove a file: what is declared here is finished at the next start if this process ends before. */
    public Removal beginRemoval(StorageKey key) throws IOException {
        return new Removal(this, key, Intent.declare(incoming, key));
    }

    /** Stores a thumbnail, whole or not at all. */
    public void putThumbnail(StorageKey key, byte[] jpeg) throws IOException {
        Path draft = incoming.resolve(UUID.randomUUID() + DRAFT);
        try {
            Files.write(draft, jpeg, StandardOpenOption.CREATE_NEW, StandardOpenOption.SYNC);
            moveIntoPlace(draft, thumbnail(key));
        } catch (IOException e) {
            Files.deleteIfExists(draft);
            throw new IOException("The thumbnail could not be stored in " + root + ": " + e, e);
        }
    }

    Path incoming() {
        return incoming;
    }

    Path part(StorageKey key) {
        return incoming.resolve(key.media() + PART);
    }

    FileChannel openPart(StorageKey key) throws IOException {
        return opener.create(part(key));
    }

    /** Deletes whatever there is of an entry. */
    void delete(StorageKey key) throws IOException {
        Files.deleteIfExists(part(key));
        Files.deleteIfExists(thumbnail(key));
        Files.deleteIfExists(file(key));
    }

    void moveIntoPlace(Path from, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        Directories.sync(to.getParent());
    }

    /** @throws IOException with a sentence if the disk is too full for one more byte */
    void requireSpace() throws IOException {
        long free = Files.getFileStore(incoming).getUsableSpace();
        if (free < minFreeBytes) {
            throw new IOException("The file was not stored: only " + free + " bytes are left on the disk of " + root
                    + ", and uploads stop at " + minFreeBytes + ". Nothing of it was kept. Free some space there, or"
                    + " name another folder in etc/io.carillon.media.cfg.");
        }
    }

    IOException notStored(IOException cause) {
        return new IOException(
                "The file was not stored: writing to " + root + " failed (" + cause.getMessage() + "). Nothing of it"
                        + " was kept. See that the disk has space left and can be written to.",
                cause);
    }
}
