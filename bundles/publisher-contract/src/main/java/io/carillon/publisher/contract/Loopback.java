package io.carillon.publisher.contract;

import java.net.URI;
import java.util.Set;

/** Tells addresses of this machine. */
final class Loopback {

    private static final Set<String> HOSTS = Set.of("127.0.0.1", "localhost", "[::1]");

    private Loopback() {}

    static boolean isAt(URI address) {
        return address.getHost() != null && HOSTS.contains(address.getHost());
    }
}
