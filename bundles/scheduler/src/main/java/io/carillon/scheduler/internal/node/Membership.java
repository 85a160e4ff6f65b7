package io.carillon.scheduler.internal.node;

import io.carillon.api.model.Platform;
import io.carillon.api.service.Publishers;
import io.carillon.api.store.Claimant;
import io.carillon.api.store.Node;
import io.carillon.api.store.NodeRoll;
import io.carillon.api.store.NodeRoll.Presence;
import io.carillon.api.store.NodeStore;
import io.carillon.api.store.StoreException;
import io.carillon.scheduler.Timer;
import io.carillon.scheduler.internal.engine.Fellows;
import io.carillon.scheduler.internal.engine.Time;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;

/** One node among those that share a database: says every few seconds that it lives, and looks who else does. */
public final class Membership implements Fellows, AutoCloseable {

    private static final System.Logger LOG = System.getLogger("io.carillon.scheduler");

    private final NodeStore store;
    private final Publishers publishers;
    private final Claimant run;
    private final NodeFacts facts;
    private final Time time;
    private final Executor threads;
    private final ClockCheck clock;
    private final Instant startedAt;

    /** Around every beat: two at once would take each other's news for old. */
    private final ReentrantLock beating = new ReentrantLock();

    private final Set<Claimant> told = new HashSet<>();
    private volatile boolean accepted;
    private volatile boolean arming;
    private volatile String refusal = "";
    private volatile String wrongClock = "";
    private volatile boolean closed;
    private volatile Optional<Timer.Task> next = Optional.empty();

    /** @param threads on which to ask the store */
    public Membership(
            NodeStore store, Publishers publishers, Claimant run, NodeFacts facts, Time time, Executor threads) {
        this.store = store;
        this.publishers = publishers;
        this.run = run;
        this.facts = facts;
        this.time = time;
        this.threads = threads;
        clock = new ClockCheck(store::now, time.clock(), time.timer());
        startedAt = time.now();
    }

    @Override
    public void start(Listener listener) {
        next = Optional.of(time.timer().schedule(facts.beat(), () -> begin(listener)));
    }

    private void begin(Listener listener) {
        try {
            threads.execute(() -> round(listener));
        } catch (RuntimeException | Error e) {
            LOG.log(Level.WARNING, "There is no thread for the heartbeat; it is tried again.", e);
            beginAgain(listener);
        }
    }

    private void round(Listener listener) {
        try {
            if (!closed && beat()) {
                look(listener);
            }
        } catch (StoreException e) {
            // The engine meets the same trouble and says so; the others find out by our silence.
            LOG.log(Level.DEBUG, "The heartbeat fails", e);
        } finally {
            beginAgain(listener);
        }
    }

    private void beginAgain(Listener listener) {
        if (!closed) {
            start(listener);
        }
    }

    private void look(Listener listener) {
        NodeRoll roll = store.roll();
        List<NodeRoll.Entry> others = roll.nodes().stream()
                .filter(entry -> !entry.node().run().node().equals(run.node()))
                .toList();
        Set<Claimant> left = others.stream()
                .filter(entry -> entry.presence(roll.now()) != Presence.ALIVE)
                .map(entry -> entry.node().run())
                .collect(Collectors.toSet());
        told.retainAll(left);
        left.removeAll(told);
        for (Claimant gone : left) {
            listener.gone(gone);
            told.add(gone);
        }
        if (others.size() > told.size()) {
            listener.othersAreAtWork();
        }
    }

    @Override
    public void announce(boolean changed) {
        if ((changed || !accepted) && !beat()) {
            throw new IllegalStateException(refusal);
        }
    }

    /** @return whether this run is its node's only one */
    private boolean beat() {
        beating.lock();
        try {
            judgeClock();
            boolean ours = store.beat(self());
            if (ours) {
                over();
            } else {
                refused();
            }
            accepted = ours;
            return ours;
        } finally {
            beating.unlock();
        }
    }

    private void judgeClock() {
        boolean right = clock.isRight();
        if (right && !wrongClock.isEmpty()) {
            LOG.log(Level.INFO, "This server's clock is right again; it publishes.");
        }
        String before = wrongClock;
        wrongClock = right ? "" : complaint(clock.offset());
        if (!right && before.isEmpty()) {
            LOG.log(Level.WARNING, wrongClock);
        }
        arming = right;
    }

    private static String complaint(Duration offset) {
        return "This server's clock is " + offset.abs().toMillis() + " ms "
                + (offset.isNegative() ? "behind" : "ahead of")
                + " the database's; more than " + ClockCheck.LIMIT.toMillis() + " ms, and it publishes nothing. Set the"
                + " clocks of both by NTP; it goes on by itself.";
    }

    private Node self() {
        return new Node(
                run,
                facts.place(),
                facts.name(),
                facts.address(),
                facts.version(),
                startedAt,
                facts.beat(),
                publishers.profiles().stream()
                        .map(profile -> profile.platform())
                        .collect(Collectors.toSet()),
                clock.offset(),
                arming,
                facts.shared().get());
    }

    private void refused() {
        NodeRoll roll = store.roll();
        String where = roll.find(run.node())
                .map(entry -> entry.node().name() + " (" + entry.node().address() + ", started "
                        + entry.node().startedAt() + ", last heard of " + entry.seenAt() + ")")
                .orElse("another machine");
        String before = refusal;
        refusal =
                "Another server has the same id " + run.node() + ": " + where + ". If it still runs, this one is a copy"
                        + " of its data folder: stop this one, delete its file node.id and its folder journal, and start it"
                        + " again. If it is gone, this one goes on within seconds.";
        if (before.isEmpty()) {
            LOG.log(Level.WARNING, refusal);
        }
    }

    private void over() {
        if (!refusal.isEmpty()) {
            LOG.log(Level.INFO, "The other server with the id " + run.node() + " is gone; this one goes on.");
            refusal = "";
        }
    }

    @Override
    public boolean mayClaim() {
        return refusal.isEmpty();
    }

    @Override
    public boolean mayArm() {
        return arming;
    }

    @Override
    public Set<Platform> elsewhere() {
        return store.roll().platformsBeside(run.node());
    }

    @Override
    public boolean lives(String node, Instant since) {
        NodeRoll roll = store.roll();
        return !node.equals(run.node())
                && roll.find(node)
                        .filter(entry -> entry.presence(roll.now()) == Presence.ALIVE)
                        .filter(entry -> !entry.node().startedAt().isAfter(since))
                        .isPresent();
    }

    @Override
    public String problem() {
        return refusal.isEmpty() ? wrongClock : refusal;
    }

    /** Says that this run stops, so that the others need not wait until they miss it. */
    @Override
    public void close() {
        closed = true;
        next.ifPresent(Timer.Task::cancel);
        beating.lock();
        try {
            store.leave(run);
        } catch (StoreException e) {
            // Then they find out by its silence.
            LOG.log(Level.DEBUG, "Nobody hears that this server stops", e);
        } finally {
            beating.unlock();
        }
    }
}
