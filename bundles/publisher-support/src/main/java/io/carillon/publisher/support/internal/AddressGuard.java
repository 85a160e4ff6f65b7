package io.carillon.publisher.support.internal;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps calls out of the server's own network. Names are resolved here; the JVM remembers the answer for the moment
 * until the connection is made, so that a name cannot lead elsewhere by then.
 */
final class AddressGuard {

    private final Set<String> allowed;

    /** @param allowed hosts, or hosts with a port such as {@code 127.0.0.1:2583}, that may be anywhere */
    AddressGuard(Set<String> allowed) {
        this.allowed = Set.copyOf(allowed);
    }

    /** Why the address may not be called; empty where it may, and where its name leads nowhere. */
    Optional<String> refusal(URI uri) {
        String host = Optional.ofNullable(uri.getHost()).orElse("").toLowerCase(Locale.ROOT);
        if (host.isEmpty() || !("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))) {
            return Optional.of("The address must begin with https:// and name a host.");
        }
        if (allowed.contains(host) || allowed.contains(host + ":" + port(uri))) {
            return Optional.empty();
        }
        if (!"https".equals(uri.getScheme())) {
            return Optional.of("The address of " + host + " must begin with https://.");
        }
        return leadsInside(host)
                ? Optional.of("The host " + host + " is in this server's own network; its administrator can allow it by"
                        + " allowedHosts.")
                : Optional.empty();
    }

    private static boolean leadsInside(String host) {
        try {
            for (InetAddress address : InetAddress.getAllByName(host)) {
                if (isInside(address)) {
                    return true;
                }
            }
            return false;
        } catch (UnknownHostException e) {
            return false;
        }
    }

    static boolean isInside(InetAddress address) {
        if (address.isLoopbackAddress()
                || address.isAnyLocalAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return true;
        }
        byte[] bytes = address.getAddress();
        return address instanceof Inet4Address ? isInsideIpv4(bytes) : isInsideIpv6(bytes);
    }

    /** Ranges that no public network is in, beyond those that Java knows. */
    private static boolean isInsideIpv4(byte[] bytes) {
        int first = bytes[0] & 0xff;
        int second = bytes[1] & 0xff;
        return first == 0
                || first >= 240
                || first == 100 && second >= 64 && second < 128
                || first == 192 && second == 0 && bytes[2] == 0
                || first == 198 && (second == 18 || second == 19);
    }

    /** Unique local addresses, and those that wrap an IPv4 address, which would need a look of their own. */
    private static boolean isInsideIpv6(byte[] bytes) {
        int first = (bytes[0] & 0xff) << 8 | bytes[1] & 0xff;
        return (first & 0xfe00) == 0xfc00 || first == 0x2002 || first == 0x0064 || first == 0;
    }

    private static int port(URI uri) {
        if (uri.getPort() >= 0) {
            return uri.getPort();
        }
        return "https".equals(uri.getScheme()) ? 443 : 80;
    }
}
