package io.carillon.publisher.support.http;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Calls networks over HTTP. It never follows a redirect and never tries again: that is Carillon's to decide. Addresses
 * that people enter may not lead into the server's own network, unless its administrator allows them. Thread-safe.
 */
@ProviderType
public interface NetworkClient {

    /**
     * Makes one call and blocks until it is answered in full, or until a little before the deadline.
     *
     * @return what came of it; never an exception for what a network or the way to it can do
     */
    Answer send(NetworkRequest request, Instant deadline);

    /** Why an address may not be called; absent where it may. Blocks while its name is looked up, for seconds at most. */
    default Optional<String> refusal(URI address) {
        return Optional.empty();
    }
}
