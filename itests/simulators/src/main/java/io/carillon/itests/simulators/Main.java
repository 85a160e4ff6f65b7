package io.carillon.itests.simulators;

import io.carillon.itests.simulators.mastodon.MastodonSimulator;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * A simulator as a process of its own: {@code Main mastodon [port [file for receipts]]}. It prints where it is as one line
 * of JSON, and ends with its standard input, so that it never outlives who started it.
 */
public final class Main {

    private static final Map<String, Network.Factory> NETWORKS = Map.of("mastodon", MastodonSimulator.factory());

    private Main() {}

    public static void main(String[] arguments) throws IOException {
        Network.Factory network = arguments.length == 0 ? null : NETWORKS.get(arguments[0]);
        if (network == null) {
            System.err.println("Which network? " + NETWORKS.keySet() + "; it was " + Arrays.toString(arguments));
            System.exit(1);
            return;
        }
        int port = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 0;
        Optional<Path> receipts = arguments.length > 2 ? Optional.of(Path.of(arguments[2])) : Optional.empty();
        try (Simulator simulator =
                Simulator.start(network, new Simulator.Settings(port, receipts, Clock.systemUTC()))) {
            System.out.println("{\"ready\":true,\"url\":\"" + simulator.url() + "\"}");
            System.in.readAllBytes();
        }
    }
}
