package io.carillon.itests.simulators;

import io.carillon.itests.simulators.http.Response;
import io.carillon.itests.simulators.http.Routes;
import io.carillon.itests.simulators.receipt.ReceiptLog;
import java.net.URI;
import java.time.Clock;

/** What makes one network of the framework: its routes, and what can be done to it that no client may do. */
public interface Network {

    /** What its clients can call. */
    Routes routes();

    /** What tests can do: routes below {@code /_simulator/}. */
    Routes admin();

    /** What is answered where there is nothing, in the network's way. */
    Response missing();

    /** Makes the network. */
    @FunctionalInterface
    interface Factory {
        Network in(World world);
    }

    /**
     * Where a network lives.
     *
     * @param url where it can be reached
     */
    record World(URI url, Clock clock, ReceiptLog receipts) {}
}
