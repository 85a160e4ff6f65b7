package io.carillon.media.internal.fetch;

import io.carillon.api.net.AddressRange;
import io.carillon.api.net.AllowedHosts;
import io.carillon.api.net.PublicAddresses;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Decides which addresses a URL that somebody typed may lead to: those of the public internet, and what the
 * administrator allows. Without it a post could read the router, the cloud's metadata or our own database.
 */
public final class AddressGuard {

    private static final int MAX_PORT = 65_535;

    private final Resolver resolver;
    private final AllowedHosts allowed;

    /** Asks the DNS. */
    @FunctionalInterface
    public interface Resolver {

        InetAddress[] resolve(String host) throws UnknownHostException;
    }

    /**
     * @param allowed as {@link AllowedHosts} has them
     * @throws IllegalStateException with a sentence that names the wrong one
     */
    public AddressGuard(List<String> allowed, Resolver resolver) {
        this.resolver = resolver;
        try {
            this.allowed = AllowedHosts.parse(allowed);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(
                    "The media library cannot start: allowedHosts in etc/io.carillon.media.cfg: " + e.getMessage(), e);
        }
    }

    /**
     * Resolves the host of an address.
     *
     * @return where to connect to: these and no others, since another look-up may answer differently
     * @throws IOException if the address is none that may be fetched; the message says why
     */
    List<InetAddress> resolve(URI uri) throws IOException {
        String host = host(uri);
        List<InetAddress> addresses;
        try {
            addresses = Arrays.asList(resolver.resolve(host));
        } catch (UnknownHostException e) {
            throw new IOException("there is no host '" + host + "'", e);
        }
        int port = port(uri);
        if (!allowed.allows(host, port)) {
            for (InetAddress address : addresses) {
                requireAllowed(host, address, port);
            }
        }
        return addresses;
    }

    private void requireAllowed(String host, InetAddress address, int port) throws IOException {
        if (!PublicAddresses.contains(address) && !allowed.allows(address, port)) {
            throw new FetchException(
                    FetchException.Rule.PUBLIC,
                    "'" + host + "' is " + address.getHostAddress() + ", which is not on the public"
                            + " internet; an administrator can allow it by allowedHosts in etc/io.carillon.media.cfg",
                    null);
        }
    }

    /** Whether the network can be expected to reach an address too; told without asking the DNS. */
    public boolean mayBePublic(URI uri) {
        try {
            String host = host(uri);
            return !allowed.allows(host, port(uri))
                    && (!AddressRange.isLiteral(host)
                            || PublicAddresses.contains(AddressRange.parse(host).base()));
        } catch (IOException e) {
            return false;
        }
    }

    private static String host(URI uri) throws IOException {
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new IOException("only http and https addresses are fetched");
        }
        if (uri.getHost() == null || uri.getRawUserInfo() != null) {
            throw new IOException("it must have a host, and no user name or password");
        }
        if (uri.getPort() > MAX_PORT) {
            throw new IOException("there is no port " + uri.getPort());
        }
        String host = uri.getHost().toLowerCase(Locale.ROOT);
        if (host.indexOf('%') >= 0) {
            throw new IOException("'" + host + "' is an address on a network card of this server");
        }
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    private static int port(URI uri) {
        if (uri.getPort() >= 0) {
            return uri.getPort();
        }
        return "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
    }
}
