package io.carillon.media.internal;

import io.carillon.api.model.MediaFile;
import io.carillon.api.model.MediaId;
import io.carillon.api.model.MediaRef;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.publisher.Attachment;
import io.carillon.api.service.Attachments;
import io.carillon.api.service.MediaCopies;
import io.carillon.api.service.MediaLibrary;
import io.carillon.api.start.StartupFailure;
import io.carillon.api.store.MediaStore;
import io.carillon.media.internal.fetch.AddressGuard;
import io.carillon.media.internal.fetch.GuardedFetcher;
import java.net.InetAddress;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;

/** Finds what posts show: one read of the store for all of it, nothing for posts without files of the library. */
@Component(
        service = {Attachments.class, MediaCopies.class},
        immediate = true,
        configurationPid = MediaConfig.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class AttachmentResolver implements Attachments, MediaCopies {

    private final MediaStore store;
    private final MediaLibrary library;
    private final AddressGuard guard;
    private final GuardedFetcher fetcher;
    private final Copier copier;

    @Activate
    public AttachmentResolver(MediaConfig config, @Reference MediaStore store, @Reference MediaLibrary library) {
        this(
                StartupFailure.toldBy(() -> MediaSettings.of(config)),
                store,
                library,
                settings -> StartupFailure.toldBy(
                        () -> new AddressGuard(settings.allowedHosts(), InetAddress::getAllByName)));
    }

    AttachmentResolver(
            MediaSettings settings,
            MediaStore store,
            MediaLibrary library,
            Function<MediaSettings, AddressGuard> guards) {
        this.store = store;
        this.library = library;
        guard = guards.apply(settings);
        fetcher = new GuardedFetcher(guard, settings.maxBytes(), settings.fetchTimeout());
        copier = new Copier(fetcher, library);
    }

    @Override
    public List<Attachment> resolve(WorkspaceId workspace, Collection<MediaRef> media) {
        Set<MediaId> ids = media.stream().flatMap(ref -> ref.id().stream()).collect(Collectors.toSet());
        Map<MediaId, MediaFile> files = ids.isEmpty()
                ? Map.of()
                : store.findAll(workspace, ids).stream().collect(Collectors.toMap(MediaFile::id, Function.identity()));
        return media.stream().map(ref -> attachment(ref, files)).toList();
    }

    @Override
    public MediaFile copy(WorkspaceId workspace, URI address) {
        return copier.copy(workspace, address);
    }

    @Override
    public void forget(WorkspaceId workspace, MediaId copy) {
        copier.forget(workspace, copy);
    }

    private Attachment attachment(MediaRef ref, Map<MediaId, MediaFile> files) {
        if (ref.url().isPresent()) {
            URI url = ref.url().get();
            return new UrlAttachment(ref, url, Optional.of(url).filter(guard::mayBePublic), fetcher);
        }
        MediaId id = ref.id().orElseThrow();
        MediaFile file = files.get(id);
        return file == null ? new MissingAttachment(ref, id) : LibraryAttachment.of(ref, file, library.path(file));
    }
}
