package io.carillon.media.internal;

import io.carillon.api.model.MediaFile;
import io.carillon.api.model.MediaId;
import io.carillon.api.model.MediaRef;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.service.ConflictException;
import io.carillon.api.service.MediaLibrary;
import io.carillon.api.service.NotFoundException;
import io.carillon.api.service.SharedTrait;
import io.carillon.api.start.StartupFailure;
import io.carillon.api.store.InUseException;
import io.carillon.api.store.MediaStore;
import io.carillon.api.store.Page;
import io.carillon.api.store.PageRequest;
import io.carillon.api.store.StoreException;
import io.carillon.core.id.Ids;
import io.carillon.media.internal.disk.Intake;
import io.carillon.media.internal.disk.MediaFolder;
import io.carillon.media.internal.disk.Removal;
import io.carillon.media.internal.disk.StorageKey;
import io.carillon.media.internal.disk.Sweep;
import io.carillon.media.internal.inspect.Facts;
import io.carillon.media.internal.inspect.Inspector;
import io.carillon.media.internal.inspect.UnreadableException;
import io.carillon.media.internal.thumbnail.Thumbnails;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The media library on a folder and a {@link MediaStore}. An entry's bytes are stored before its row and removed after
 * it, so a row always has its bytes; where a crash comes in between, the next start decides by the row.
 *
 * <p>Activated at once, so that a folder that cannot be used is known when the server starts and not at the first upload.
 */
@Component(
        service = {MediaLibrary.class, SharedTrait.class},
        immediate = true,
        configurationPid = MediaConfig.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = MediaConfig.class)
public final class Library implements MediaLibrary, SharedTrait {

    private static final Logger LOG = LoggerFactory.getLogger(Library.class);

    private final MediaStore store;
    private final MediaSettings settings;
    private final MediaFolder folder;
    private final Receiver receiver;
    private final Thumbnails thumbnails;
    private final Ids ids;
    private final Clock clock;

    @Activate
    public Library(MediaConfig config, @Reference MediaStore store) {
        this(
                StartupFailure.toldBy(() -> MediaSettings.of(config)),
                store,
                settings -> StartupFailure.toldBy(() -> MediaFolder.open(settings.folder(), settings.minFreeBytes())),
                Clock.systemUTC(),
                new SecureRandom());
    }

    Library(
            MediaSettings settings,
            MediaStore store,
            Function<MediaSettings, MediaFolder> opener,
            Clock clock,
            RandomGenerator random) {
        this.settings = settings;
        this.store = store;
        this.clock = clock;
        folder = opener.apply(settings);
        receiver = new Receiver(settings.maxBytes());
        thumbnails = new Thumbnails(folder);
        ids = new Ids(clock, random);
        sweep();
    }

    @Override
    public String name() {
        return "media";
    }

    /** The folder's own id: servers that share a database have to see the same files. */
    @Override
    public String value() {
        return folder.id();
    }

    private void sweep() {
        try {
            int swept = new Sweep(folder, this::hasRow, clock.instant()).run();
            if (swept > 0) {
                LOG.info("Cleaned up after {} uploads or removals that a crash had interrupted", swept);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The media library cannot start: cleaning up " + settings.folder(), e);
        } catch (StoreException e) {
            // What was left behind does no harm but take space, and stays marked for the next start.
            LOG.warn("Cleaning up after interrupted uploads is put off to the next start: {}", e.getMessage());
        }
    }

    private boolean hasRow(StorageKey key) {
        return store.find(key.workspace(), key.media()).isPresent();
    }

    @Override
    public long maxBytes() {
        return settings.maxBytes();
    }

    @Override
    public MediaFile add(WorkspaceId workspace, String name, InputStream content) throws IOException {
        MediaId id = ids.newMediaId();
        StorageKey key = new StorageKey(workspace, id);
        try (Intake intake = folder.receive(key)) {
            Receiver.Received received = receiver.receive(content, intake);
            Facts facts = inspect(intake.part(), received.type());
            MediaFile file = new MediaFile(
                    id,
                    workspace,
                    FileNames.clean(name, id),
                    received.type(),
                    received.bytes(),
                    facts.width(),
                    facts.height(),
                    facts.duration(),
                    received.sha256(),
                    key.toString(),
                    "",
                    clock.instant());
            intake.publish();
            addRow(file, intake);
            intake.keep();
            return file;
        }
    }

    private Facts inspect(Path part, String type) throws IOException {
        Facts facts;
        try {
            facts = Inspector.inspect(part, type);
        } catch (UnreadableException e) {
            throw Refusals.unreadable(type, e.getMessage());
        }
        if (type.startsWith("image/") && facts.pixels() > settings.maxPixels()) {
            throw Refusals.tooManyPixels(
                    settings.maxPixels(),
                    facts.width().orElseThrow(),
                    facts.height().orElseThrow());
        }
        return facts;
    }

    /** A store that fails may have stored the row all the same, so it is asked before the bytes are given up. */
    private void addRow(MediaFile file, Intake intake) {
        try {
            store.add(file);
        } catch (StoreException failure) {
            try {
                if (store.find(file.workspace(), file.id()).isPresent()) {
                    return;
                }
            } catch (StoreException again) {
                intake.leaveUndecided();
                failure.addSuppressed(again);
            }
            throw failure;
        }
    }

    @Override
    public Page<MediaFile> list(WorkspaceId workspace, PageRequest page) {
        return store.list(workspace, page);
    }

    @Override
    public MediaFile get(WorkspaceId workspace, MediaId id) {
        return store.find(workspace, id).orElseThrow(() -> new NotFoundException("media", id));
    }

    @Override
    public MediaFile describe(WorkspaceId workspace, MediaId id, String altText) {
        if (altText.length() > MediaRef.MAX_ALT_TEXT) {
            throw Refusals.altText(MediaRef.MAX_ALT_TEXT, altText.length());
        }
        MediaFile described = get(workspace, id).withAltText(altText);
        if (!store.update(described)) {
            throw new NotFoundException("media", id);
        }
        return described;
    }

    @Override
    public void remove(WorkspaceId workspace, MediaId id) {
        StorageKey key = StorageKey.parse(get(workspace, id).storageKey());
        try (Removal removal = folder.beginRemoval(key)) {
            removeRow(workspace, id, removal);
            removal.deleteBytes();
        } catch (FileAlreadyExistsException e) {
            throw new ConflictException("media-busy", "The file '" + id + "' is being removed already.");
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The file '" + id + "' could not be removed from the disk; the next start tries again.", e);
        }
    }

    private void removeRow(WorkspaceId workspace, MediaId id, Removal removal) throws IOException {
        try {
            store.remove(workspace, id);
        } catch (InUseException e) {
            removal.callOff();
            throw new ConflictException(
                    "media-in-use",
                    "A post shows the file '" + id + "'. Take it out of that post first, then remove it here.");
        }
    }

    @Override
    public Path path(MediaFile file) {
        return folder.file(StorageKey.parse(file.storageKey()));
    }

    @Override
    public Path thumbnail(MediaFile file) throws IOException {
        return thumbnails.of(file);
    }
}
