package io.carillon.api.publisher;

import java.net.URI;
import java.util.Objects;

/**
 * The server at which the owner of one account gives consent, on networks of many servers.
 *
 * @param address names it: the same for all accounts of the same server, without a path where it has none
 * @param registersApps whether our server makes itself known to it by {@code AccountConnector.registerApp}, once, and
 *     keeps what came of that; else the app that an administrator configured for the platform counts
 */
public record AuthorizationServer(URI address, OAuth2Endpoints endpoints, boolean registersApps) {

    public AuthorizationServer {
        Objects.requireNonNull(address, "address");
        Objects.requireNonNull(endpoints, "endpoints");
    }
}
