package io.carillon.rest.internal.backend;

import io.carillon.api.service.Accounts;
import io.carillon.api.service.Connections;
import io.carillon.api.service.MediaLibrary;
import io.carillon.api.service.OAuthApps;
import io.carillon.api.service.Posts;
import io.carillon.api.service.PublishedPosts;
import io.carillon.api.service.Publishers;
import io.carillon.api.service.Queues;
import io.carillon.api.service.Series;
import io.carillon.api.store.IdempotencyStore;
import io.carillon.api.store.IdentityStore;
import io.carillon.api.store.WorkspaceStore;
import java.util.Optional;

/**
 * What the resources stand on. The services behind it come and go while the server runs; the resources stay and answer
 * 503 meanwhile. Ask for a service anew in every request.
 */
public interface Backend {

    /** The service as it is at this moment. */
    <T> Optional<T> find(Class<T> service);

    /** @throws NotReadyException if the service is not there at this moment */
    default <T> T get(Class<T> service) {
        return find(service).orElseThrow(() -> new NotReadyException(service));
    }

    default Posts posts() {
        return get(Posts.class);
    }

    default PublishedPosts published() {
        return get(PublishedPosts.class);
    }

    default Queues queues() {
        return get(Queues.class);
    }

    default Series series() {
        return get(Series.class);
    }

    default Accounts accounts() {
        return get(Accounts.class);
    }

    default Connections connections() {
        return get(Connections.class);
    }

    default OAuthApps apps() {
        return get(OAuthApps.class);
    }

    default MediaLibrary media() {
        return get(MediaLibrary.class);
    }

    default Publishers publishers() {
        return get(Publishers.class);
    }

    default WorkspaceStore workspaces() {
        return get(WorkspaceStore.class);
    }

    default IdentityStore identities() {
        return get(IdentityStore.class);
    }

    default IdempotencyStore idempotency() {
        return get(IdempotencyStore.class);
    }
}
