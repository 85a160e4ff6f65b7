package io.carillon.api.publisher;

import io.carillon.api.model.Grant;
import java.net.URI;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * An identity that a person may publish as: a profile, a page, a channel.
 *
 * @param remoteId the network's id of it
 * @param settings what the publisher needs to know of it later and is no secret
 * @param grant with which it publishes
 */
public record Identity(
        String remoteId,
        String handle,
        String displayName,
        Optional<URI> avatarUrl,
        Map<String, String> settings,
        Grant grant) {

    /**
     * The setting that names the scopes which the network granted, separated by spaces. Where it is absent, those of the
     * token answer count; a connector sets it where its network tells them elsewhere, or differently for each identity.
     */
    public static final String GRANTED_SCOPES = "grantedScopes";

    public Identity {
        Objects.requireNonNull(remoteId, "remoteId");
        Objects.requireNonNull(handle, "handle");
        Objects.requireNonNull(displayName, "displayName");
        Objects.requireNonNull(avatarUrl, "avatarUrl");
        Objects.requireNonNull(grant, "grant");
        settings = Map.copyOf(settings);
    }
}
