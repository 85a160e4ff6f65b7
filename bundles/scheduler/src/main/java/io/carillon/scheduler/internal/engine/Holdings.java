package io.carillon.scheduler.internal.engine;

import io.carillon.api.model.AttemptId;
import io.carillon.api.model.Platform;
import io.carillon.api.service.Dispatch;
import io.carillon.api.store.Claim;
import io.carillon.api.store.ClaimKind;
import io.carillon.scheduler.Workers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Every claim that this run holds, from the store's word to the moment when what came of it is stored. */
final class Holdings {

    /** What is done under a claim. */
    interface Work {

        /** Stops it if nothing was sent yet, and gives the delivery back. */
        void withdraw();

        /** Ends waiting for an answer. */
        void expire();
    }

    private record Holding(Claim claim, Optional<Work> work) {}

    private final Map<AttemptId, Holding> held = new ConcurrentHashMap<>();
    private final Map<Platform, Network> networks = new ConcurrentHashMap<>();
    private final AtomicInteger busy = new AtomicInteger();
    private final AtomicInteger armed = new AtomicInteger();
    private final AtomicInteger inFlight = new AtomicInteger();
    private final Workers workers;
    private final Runnable nudge;

    Holdings(Workers workers, Runnable nudge) {
        this.workers = workers;
        this.nudge = nudge;
    }

    Network network(Platform platform) {
        return networks.computeIfAbsent(platform, p -> new Network(p, workers, nudge));
    }

    void take(Claim claim) {
        held.put(claim.id(), new Holding(claim, Optional.empty()));
        network(claim.delivery().platform()).took(claim.kind());
    }

    void begin(Claim claim, Work work) {
        held.put(claim.id(), new Holding(claim, Optional.of(work)));
    }

    void drop(AttemptId id) {
        Optional.ofNullable(held.remove(id))
                .map(Holding::claim)
                .ifPresent(claim -> network(claim.delivery().platform()).dropped(claim.kind()));
    }

    boolean holds(AttemptId id) {
        return held.containsKey(id);
    }

    /** Gives a delivery back if nothing was sent yet. */
    void withdraw(AttemptId id) {
        Optional.ofNullable(held.get(id)).flatMap(Holding::work).ifPresent(Work::withdraw);
    }

    List<Dispatch.NetworkLoad> load() {
        return networks.values().stream().map(Network::load).toList();
    }

    /** What to say of networks from which no call comes back. */
    Stream<String> stuck() {
        return networks.values().stream().flatMap(network -> network.stuck().stream());
    }

    /** Whether anything is armed or being published. */
    boolean isPublishing() {
        return held.values().stream().anyMatch(holding -> holding.claim().kind() == ClaimKind.PUBLISH);
    }

    List<Work> work() {
        return held.values().stream()
                .flatMap(holding -> holding.work().stream())
                .toList();
    }

    /** Publishing steps that wait for a thread or have one: so many results may come soon. */
    AtomicInteger busy() {
        return busy;
    }

    AtomicInteger armed() {
        return armed;
    }

    AtomicInteger inFlight() {
        return inFlight;
    }
}
