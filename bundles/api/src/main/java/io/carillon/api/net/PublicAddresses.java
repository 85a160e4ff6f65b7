package io.carillon.api.net;

import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/**
 * The addresses of the public internet.
 *
 * @see <a href="https://www.iana.org/assignments/iana-ipv4-special-registry/">IANA's special addresses, version 4</a>
 * @see <a href="https://www.iana.org/assignments/iana-ipv6-special-registry/">and version 6</a>
 */
public final class PublicAddresses {

    /** All that IANA has set apart, also the few of it that can be reached from everywhere: nobody publishes there. */
    private static final List<AddressRange> SET_APART = Stream.of(
                    "0.0.0.0/8",
                    "10.0.0.0/8",
                    "100.64.0.0/10",
                    "127.0.0.0/8",
                    "169.254.0.0/16",
                    "172.16.0.0/12",
                    "192.0.0.0/24",
                    "192.0.2.0/24",
                    "192.31.196.0/24",
                    "192.52.193.0/24",
                    "192.88.99.0/24",
                    "192.168.0.0/16",
                    "192.175.48.0/24",
                    "198.18.0.0/15",
                    "198.51.100.0/24",
                    "203.0.113.0/24",
                    // Multicast, what is reserved, and the broadcast.
                    "224.0.0.0/3",
                    // Teredo, ORCHID, benchmarks and more.
                    "2001::/23",
                    "2001:db8::/32",
                    // 6to4, which wraps addresses of version 4.
                    "2002::/16",
                    "2620:4f:8000::/48",
                    "3fff::/20")
            .map(AddressRange::parse)
            .toList();

    /**
     * All of version 6 that was ever given out to the public. What wraps an address of version 4 (mapped, NAT64, local use
     * of NAT64) is outside of it, and so not public, whatever is in it.
     */
    private static final AddressRange GIVEN_OUT = AddressRange.parse("2000::/3");

    private static final int LENGTH_OF_V6 = 16;

    private PublicAddresses() {}

    /** Whether everybody on the internet means the same by it, and may be expected to reach it. */
    public static boolean contains(InetAddress address) {
        boolean v6 = address.getAddress().length == LENGTH_OF_V6;
        return (!v6 || GIVEN_OUT.contains(address)) && SET_APART.stream().noneMatch(range -> range.contains(address));
    }
}
