package io.carillon.api.store;

import io.carillon.api.model.Platform;
import io.carillon.api.store.AccountStore.SealedGrant;
import java.util.List;
import java.util.Objects;
import org.osgi.annotation.versioning.ProviderType;

/** What networks know this installation as: developer apps, sealed. They belong to the installation, not to a workspace. */
@ProviderType
public interface OAuthAppStore {

    /**
     * An app.
     *
     * @param server the address of the authorization server that knows it; empty where an administrator entered it for the
     *     whole platform
     * @param redirectUri that it is known with; empty where that is not known here
     */
    record StoredApp(
            String id, Platform platform, String server, String redirectUri, String clientId, SealedGrant sealed) {

        public StoredApp {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(platform, "platform");
            Objects.requireNonNull(server, "server");
            Objects.requireNonNull(redirectUri, "redirectUri");
            Objects.requireNonNull(clientId, "clientId");
            Objects.requireNonNull(sealed, "sealed");
        }
    }

    /** The apps that a server of a platform knows, the one that was stored last first. */
    List<StoredApp> list(Platform platform, String server);

    /** Stores an app in the place of whatever has its id. */
    void put(StoredApp app);

    /**
     * Stores an app unless there is one with its id.
     *
     * @return false if there is
     */
    boolean add(StoredApp app);

    /** @return false if there is no such app */
    boolean remove(String id);
}
