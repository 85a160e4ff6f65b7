package io.carillon.itests.simulators;

import io.carillon.itests.simulators.fault.Faults;
import io.carillon.itests.simulators.http.HttpFront;
import io.carillon.itests.simulators.receipt.ReceiptLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/** A running network on this machine. What the methods do can be done over HTTP too; see {@link Admin}. */
public final class Simulator implements AutoCloseable {

    private final HttpFront front;
    private final AdjustableClock clock;
    private final Faults faults = new Faults();
    private final ReceiptLog receipts;

    private Simulator(Settings settings) throws IOException {
        front = new HttpFront(settings.port());
        clock = new AdjustableClock(settings.clock());
        receipts = new ReceiptLog(clock, settings.receipts());
    }

    /**
     * How it is started.
     *
     * @param port 0 for a free one
     * @param receipts the file to which receipts are added
     * @param clock that it goes by until it is put forward
     */
    public record Settings(int port, Optional<Path> receipts, Clock clock) {

        public static Settings usual() {
            return new Settings(0, Optional.empty(), Clock.systemUTC());
        }
    }

    /** Starts a network; it answers when this returns. */
    public static Simulator start(Network.Factory factory, Settings settings) {
        try {
            Simulator simulator = new Simulator(settings);
            Network network = factory.in(new Network.World(simulator.url(), simulator.clock, simulator.receipts));
            simulator.front.open(
                    new Admin(simulator).routes().all(network.admin(), handler -> handler),
                    network.routes(),
                    simulator.faults,
                    request -> network.missing());
            return simulator;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public URI url() {
        return front.url();
    }

    public AdjustableClock clock() {
        return clock;
    }

    public Faults faults() {
        return faults;
    }

    public ReceiptLog receipts() {
        return receipts;
    }

    @Override
    public void close() {
        front.close();
    }
}
