package io.carillon.publisher.support.http;

import io.carillon.publisher.support.internal.JdkNetworkClient;
import java.util.Set;

/** Makes clients where there is no container to give one: for embedding, and for tests of plugins. */
public final class NetworkClients {

    private NetworkClients() {}

    /**
     * A client with the usual settings. Its threads end by themselves.
     *
     * @param allowedHosts hosts, or hosts with a port, that may be in this machine's own network and spoken to without
     *     https; see the configuration of publisher-support
     */
    public static NetworkClient allowing(String... allowedHosts) {
        return JdkNetworkClient.allowing(Set.of(allowedHosts));
    }
}
