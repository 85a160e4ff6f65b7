package io.carillon.api.model;

import java.net.URI;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * An identity on a network with its grant.
 *
 * @param handle how the network shows it, such as {@code @creator}
 * @param zone in which its queue and its times are shown unless a post says otherwise
 * @param settings what its publisher needs to know and is no secret, such as the address of its server
 * @param grant {@link Grant#none()} wherever the account is listed or edited; present only on its way to a publisher
 * @param problem why its status is not {@link AccountStatus#CONNECTED}, and what its owner can do
 */
public record Account(
        AccountId id,
        WorkspaceId workspace,
        Platform platform,
        String handle,
        String displayName,
        Optional<URI> avatarUrl,
        AccountStatus status,
        ZoneId zone,
        Map<String, String> settings,
        Grant grant,
        Optional<Problem> problem) {

    /** The setting that remembers the network's own id of the identity: handles change hands, these do not. */
    public static final String REMOTE_ID = "remoteId";

    public Account {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(workspace, "workspace");
        Objects.requireNonNull(platform, "platform");
        Objects.requireNonNull(handle, "handle");
        Objects.requireNonNull(displayName, "displayName");
        Objects.requireNonNull(avatarUrl, "avatarUrl");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(zone, "zone");
        Objects.requireNonNull(grant, "grant");
        Objects.requireNonNull(problem, "problem");
        settings = Map.copyOf(settings);
    }

    /** An account of which there is nothing to say. */
    public Account(
            AccountId id,
            WorkspaceId workspace,
            Platform platform,
            String handle,
            String displayName,
            Optional<URI> avatarUrl,
            AccountStatus status,
            ZoneId zone,
            Map<String, String> settings,
            Grant grant) {
        this(id, workspace, platform, handle, displayName, avatarUrl, status, zone, settings, grant, Optional.empty());
    }

    /** A connected account of the default workspace, for embedding; its id is made of platform and handle. */
    public static Account of(Platform platform, String handle, String displayName, Grant grant) {
        String name = handle.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_.\\-]", "");
        return new Account(
                new AccountId(platform.id() + "." + name),
                Workspace.DEFAULT_ID,
                platform,
                handle,
                displayName,
                Optional.empty(),
                AccountStatus.CONNECTED,
                ZoneOffset.UTC,
                Map.of(),
                grant);
    }

    /**
     * Who it is on its network: the network's own id, or the handle in whatever case where that is not known. A workspace
     * has one account of each.
     */
    public String identity() {
        return identity(handle, settings);
    }

    /** The {@link #identity()} of an account that has these, for whoever looks for it. */
    public static String identity(String handle, Map<String, String> settings) {
        String known = settings.get(REMOTE_ID);
        return known == null ? "handle:" + handle.toLowerCase(Locale.ROOT) : "id:" + known;
    }

    public Account withGrant(Grant other) {
        return new Account(
                id, workspace, platform, handle, displayName, avatarUrl, status, zone, settings, other, problem);
    }

    /** The account with a status for which no reason is given; what was said of the one before is gone. */
    public Account withStatus(AccountStatus other) {
        return withStatus(other, Optional.empty());
    }

    public Account withStatus(AccountStatus other, Problem reason) {
        return withStatus(other, Optional.of(reason));
    }

    private Account withStatus(AccountStatus other, Optional<Problem> reason) {
        return new Account(
                id, workspace, platform, handle, displayName, avatarUrl, other, zone, settings, grant, reason);
    }

    public Account withSettings(Map<String, String> other) {
        return new Account(
                id, workspace, platform, handle, displayName, avatarUrl, status, zone, other, grant, problem);
    }
}
