package io.carillon.media.internal.fetch;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Decides which addresses a URL that somebody typed may lead to: those of the public internet, and what the
 * administrator allows. Without it a post could read the router, the cloud's metadata or our own database.
 */
public final class AddressGuard {

    private static final List<Network> NOT_PUBLIC = Stream.of(
                    "0.0.0.0/8",
                    "10.0.0.0/8",
                    "100.64.0.0/10",
                    "127.0.0.0/8",
                    "169.254.0.0/16",
                    "172.16.0.0/12",
                    "192.0.0.0/24",
                    "192.0.2.0/24",
                    "192.88.99.0/24",
                    "192.168.0.0/16",
                    "198.18.0.0/15",
                    "198.51.100.0/24",
                    "203.0.113.0/24",
                    "224.0.0.0/3",
                    "2001::/23",
                    "2001:db8::/32",
                    "2002::/16",
                    "3fff::/20")
            .map(Network::parse)
            .toList();

    /** Everything in IPv6 that is public, before the exceptions above. */
    private static final Network GLOBAL_V6 = Network.parse("2000::/3");

    private static final int MAX_PORT = 65_535;

    private final Resolver resolver;
    private final Set<String> names = new HashSet<>();
    private final List<Network> networks = new ArrayList<>();

    /** Asks the DNS. */
    @FunctionalInterface
    public interface Resolver {

        InetAddress[] resolve(String host) throws UnknownHostException;
    }

    /**
     * @param allowed host names, addresses and networks
     * @throws IllegalStateException with a sentence that names the wrong one
     */
    public AddressGuard(List<String> allowed, Resolver resolver) {
        this.resolver = resolver;
        for (String entry : allowed) {
            try {
                allow(entry.toLowerCase(Locale.ROOT));
            } catch (IllegalArgumentException e) {
                throw new IllegalStateException(
                        "The media library cannot start: allowedHosts in etc/io.carillon.media.cfg has '" + entry
                                + "'; each entry is a host name (media.example.com), an address (10.1.2.3) or a"
                                + " network (10.1.0.0/16).",
                        e);
            }
        }
    }

    private void allow(String entry) {
        if (Network.isLiteral(entry)) {
            networks.add(Network.parse(entry));
        } else if (entry.matches("[a-z0-9]([a-z0-9.-]*[a-z0-9])?")) {
            names.add(entry);
        } else {
            throw new IllegalArgumentException(entry);
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
        if (!names.contains(host)) {
            for (InetAddress address : addresses) {
                requireAllowed(host, address);
            }
        }
        return addresses;
    }

    private void requireAllowed(String host, InetAddress address) throws IOException {
        if (!isPublic(address) && networks.stream().noneMatch(network -> network.contains(address))) {
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
            return !names.contains(host)
                    && (!Network.isLiteral(host) || isPublic(Network.parse(host).base()));
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

    static boolean isPublic(InetAddress address) {
        boolean v6 = address.getAddress().length == 16;
        return (!v6 || GLOBAL_V6.contains(address))
                && NOT_PUBLIC.stream().noneMatch(network -> network.contains(address));
    }
}
