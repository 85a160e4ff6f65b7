package io.carillon.scheduler.internal.engine;

import io.carillon.api.model.Platform;
import io.carillon.api.service.Dispatch;
import io.carillon.api.store.ClaimKind;
import io.carillon.scheduler.Workers;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** One network as the engine deals with it: its line of calls, and how much more of it may be claimed. */
final class Network {

    /** Held claims per permit: enough to arm a crowd for one instant, little enough to send it within seconds. */
    private static final int CROWD = 16;

    private final Platform platform;
    private final Bulkhead bulkhead;
    private final int permits;
    private final AtomicInteger armed = new AtomicInteger();
    private final AtomicInteger background = new AtomicInteger();
    private final AtomicInteger hung = new AtomicInteger();
    private final Outage outage = new Outage();
    private final AtomicBoolean turnedAway = new AtomicBoolean();
    private final Runnable nudge;

    Network(Platform platform, Workers workers, Runnable nudge) {
        this.platform = platform;
        this.nudge = nudge;
        permits = workers.permits();
        bulkhead = new Bulkhead(workers.network(platform), permits, this::maybeRoom);
    }

    Bulkhead bulkhead() {
        return bulkhead;
    }

    Dispatch.NetworkLoad load() {
        return new Dispatch.NetworkLoad(
                platform, armed.get(), background.get(), bulkhead.active(), bulkhead.waiting(Lane.PUBLISH));
    }

    Outage outage() {
        return outage;
    }

    /** For a call that begins. */
    CallWatch watch() {
        return new CallWatch(hung);
    }

    /** What to say of it if no call comes back from it any more; empty if some do. */
    Optional<String> stuck() {
        return hung.get() < permits
                ? Optional.empty()
                : Optional.of("None of " + permits + " calls to " + platform + " came back by its deadline: what is due"
                        + " there waits for one that does. If that lasts, restart the server without its publisher.");
    }

    /** Whether more may be claimed; where not, the dispatcher is nudged as soon as it may. */
    boolean accepts() {
        if (hasRoom()) {
            return true;
        }
        turnedAway.set(true);
        // What was to make room may have done so before the flag was up.
        return hasRoom() && turnedAway.compareAndSet(true, false);
    }

    private boolean hasRoom() {
        return hung.get() < permits && armed.get() < permits * CROWD && bulkhead.waiting(Lane.PUBLISH) <= permits / 2;
    }

    /** Whether so much is to be prepared already that more only waits in line while its claims run out. */
    boolean isCrowdedInBackground() {
        return background.get() > permits * CROWD;
    }

    void took(ClaimKind kind) {
        counter(kind).incrementAndGet();
    }

    void dropped(ClaimKind kind) {
        counter(kind).decrementAndGet();
        maybeRoom();
    }

    private AtomicInteger counter(ClaimKind kind) {
        return kind == ClaimKind.PUBLISH ? armed : background;
    }

    private void maybeRoom() {
        if (turnedAway.get() && hasRoom() && turnedAway.compareAndSet(true, false)) {
            nudge.run();
        }
    }
}
