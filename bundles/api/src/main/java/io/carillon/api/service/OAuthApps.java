package io.carillon.api.service;

import io.carillon.api.model.Platform;
import java.net.URI;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** The developer apps that this installation has with networks; their secrets are never told. */
@ProviderType
public interface OAuthApps {

    /** Where an app was entered. */
    enum Source {
        /** In a file of {@code etc/}. */
        CONFIGURATION,
        /** By an administrator. It counts before one of {@link #CONFIGURATION}. */
        ADMINISTRATOR
    }

    /** What may be told of an app. */
    record AppInfo(Platform platform, String clientId, boolean hasSecret, Source source) {

        public AppInfo {
            Objects.requireNonNull(platform, "platform");
            Objects.requireNonNull(clientId, "clientId");
            Objects.requireNonNull(source, "source");
        }
    }

    /** The app that counts for a platform. */
    Optional<AppInfo> find(Platform platform);

    /**
     * Enters an app in the place of the one that an administrator entered before.
     *
     * @throws InvalidException if the platform is none that asks for consent, or a value is wrong
     */
    AppInfo put(Platform platform, String clientId, Optional<String> clientSecret);

    /** @return false if no administrator entered one */
    boolean remove(Platform platform);

    /**
     * Removes all that a server of a platform of many servers knows this installation as, since it registered there by itself:
     * the next consent there registers anew. What was given to them can be neither refreshed nor given back any more, except
     * where servers know this installation by a document, whose address stays its name.
     *
     * @param server an absolute address, as the settings of its accounts have it
     * @return false if there is nothing
     */
    boolean removeRegistered(Platform platform, URI server);

    /**
     * The key that this installation signs with where a platform's servers know it by a document: its public half, as a
     * JWK (RFC 7517). It is made when it is first asked for, and stays.
     *
     * @throws UnavailableException if it cannot be opened
     */
    Map<String, Object> publicKey(Platform platform);
}
