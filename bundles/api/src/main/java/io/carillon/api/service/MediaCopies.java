package io.carillon.api.service;

import io.carillon.api.model.MediaFile;
import io.carillon.api.model.MediaId;
import io.carillon.api.model.WorkspaceId;
import java.net.URI;
import org.osgi.annotation.versioning.ProviderType;

/** Copies what addresses show into the media library. Blocks while it fetches, within limits of place, size and time. */
@ProviderType
public interface MediaCopies {

    /**
     * Fetches an address and keeps what it shows, as an upload is kept.
     *
     * @throws InvalidException with the field {@code url} if it cannot be fetched, or shows nothing that the library takes
     * @throws UnavailableException if the library cannot keep it at this moment; nothing is left behind
     */
    MediaFile copy(WorkspaceId workspace, URI address);

    /** Removes a copy that no post names; one that a post names stays. */
    void forget(WorkspaceId workspace, MediaId copy);
}
