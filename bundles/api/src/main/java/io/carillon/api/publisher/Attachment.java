package io.carillon.api.publisher;

import io.carillon.api.model.MediaFile;
import io.carillon.api.model.MediaRef;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** A picture or film on its way to a network. */
@ProviderType
public interface Attachment {

    /** How the post names it, with its alternative text. */
    MediaRef ref();

    /** What is known of the file; absent for an address that was never copied into the library. */
    Optional<MediaFile> file();

    /** An address from which the network itself can fetch it now; absent where this server has no public address. */
    Optional<URI> publicUrl();

    /**
     * Its bytes, from the start; the caller closes them.
     *
     * @throws IOException if they cannot be read
     */
    InputStream open() throws IOException;
}
