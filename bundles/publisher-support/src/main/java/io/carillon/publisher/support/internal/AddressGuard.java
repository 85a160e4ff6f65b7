package io.carillon.publisher.support.internal;

import io.carillon.api.net.AllowedHosts;
import io.carillon.api.net.PublicAddresses;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Keeps calls out of the server's own network. Names are resolved here; the JVM remembers the answer for the moment
 * until the connection is made, so that a name cannot lead elsewhere by then.
 */
final class AddressGuard {

    private final AllowedHosts allowed;

    /** @param allowed those that may be in the server's own network, and spoken to without https */
    AddressGuard(AllowedHosts allowed) {
        this.allowed = allowed;
    }

    /** Why the address may not be called; empty where it may, and where its name leads nowhere. */
    Optional<String> refusal(URI uri) {
        String host = Optional.ofNullable(uri.getHost()).orElse("").toLowerCase(Locale.ROOT);
        if (host.isEmpty() || !("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))) {
            return Optional.of("The address must begin with https:// and name a host.");
        }
        List<InetAddress> addresses = addresses(host);
        if (isAllowed(host, addresses, port(uri))) {
            return Optional.empty();
        }
        if (!"https".equals(uri.getScheme())) {
            return Optional.of("The address of " + host + " must begin with https://.");
        }
        return addresses.stream()
                        .allMatch(address -> PublicAddresses.contains(address) || allowed.allows(address, port(uri)))
                ? Optional.empty()
                : Optional.of("The host " + host + " is in this server's own network; its administrator can allow it by"
                        + " allowedHosts.");
    }

    private boolean isAllowed(String host, List<InetAddress> addresses, int port) {
        return allowed.allows(host, port)
                || !addresses.isEmpty() && addresses.stream().allMatch(address -> allowed.allows(address, port));
    }

    private static List<InetAddress> addresses(String host) {
        try {
            return List.of(InetAddress.getAllByName(host));
        } catch (UnknownHostException e) {
            return List.of();
        }
    }

    private static int port(URI uri) {
        if (uri.getPort() >= 0) {
            return uri.getPort();
        }
        return "https".equals(uri.getScheme()) ? 443 : 80;
    }
}
