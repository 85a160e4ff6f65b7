package io.carillon.scheduler.internal.engine;

import io.carillon.api.model.Platform;
import io.carillon.api.model.WaitReason;
import io.carillon.api.publisher.PublisherProfile;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Which publishers there are, here and on other nodes: wakes what waits for one that has come, and moves out of the way what
 * no live node can publish. News may come from any thread; everything that asks the store is the dispatcher's.
 *
 * <p>A node says that it has a publisher before it wakes what waits for it. Whoever has made deliveries wait therefore asks
 * once more who is there: either it sees the newcomer, or the newcomer sees what waits.
 */
final class Attendance {

    private final Parts parts;
    private final ReentrantLock lock = new ReentrantLock();

    /** Have come, and what waits for them is not woken yet. */
    private final Set<Platform> arrivals = new LinkedHashSet<>();

    /** Have gone from here while deliveries were at work; another node may have them. */
    private final Set<Platform> missed = new LinkedHashSet<>();

    private volatile long changedAt;

    Attendance(Parts parts) {
        this.parts = parts;
    }

    void begin() {
        changed();
        present().forEach(this::appeared);
    }

    void appeared(Platform platform) {
        edit(arrivals, set -> set.add(platform));
        changed();
    }

    void disappeared(Platform platform) {
        edit(arrivals, set -> set.remove(platform));
        changed();
    }

    /** A delivery was stored as waiting for it. */
    void waitedFor(Platform platform) {
        edit(missed, set -> set.add(platform));
    }

    private void changed() {
        changedAt = parts.time().timer().nanoTime();
    }

    boolean hasArrivals() {
        return !copy(arrivals).isEmpty();
    }

    /** Wakes what waits for publishers that have come, or that are on another node. */
    void wake() {
        copy(arrivals).forEach(platform -> unpark(arrivals, platform));
        Set<Platform> left = copy(missed);
        if (!left.isEmpty()) {
            Set<Platform> elsewhere = parts.fellows().elsewhere();
            left.stream().filter(elsewhere::contains).forEach(platform -> unpark(missed, platform));
            edit(missed, set -> set.removeAll(left));
        }
    }

    private void unpark(Set<Platform> set, Platform platform) {
        // Before, not after: it may go and come again meanwhile.
        edit(set, platforms -> platforms.remove(platform));
        try {
            wake(platform);
        } catch (RuntimeException | Error e) {
            edit(set, platforms -> platforms.add(platform));
            throw e;
        }
    }

    private void wake(Platform platform) {
        parts.store().unpark(platform, WaitReason.PUBLISHER_ABSENT, parts.time().now());
        // A run that died may have been told that an account must be connected again, and have told nobody.
        parts.store()
                .unpark(
                        platform,
                        WaitReason.ACCOUNT_NEEDS_RECONNECT,
                        parts.time().now());
    }

    /**
     * Makes what is due wait that no live node has a publisher for, unless publishers were coming and going just now.
     *
     * @return whether there was anything
     */
    boolean park(Instant now) {
        if (parts.time().since(changedAt).compareTo(parts.settings().absentGrace()) < 0) {
            return false;
        }
        Set<Platform> there = new HashSet<>(present());
        there.addAll(parts.fellows().elsewhere());
        if (parts.store().parkAbsent(there, now) == 0) {
            return false;
        }
        parts.fellows().elsewhere().stream()
                .filter(platform -> !there.contains(platform))
                .forEach(this::wake);
        return true;
    }

    /** In their own order, so that a day that is repeated goes as it went. */
    private Set<Platform> present() {
        return parts.publishers().profiles().stream()
                .map(PublisherProfile::platform)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private Set<Platform> copy(Set<Platform> set) {
        lock.lock();
        try {
            return new LinkedHashSet<>(set);
        } finally {
            lock.unlock();
        }
    }

    private void edit(Set<Platform> set, Predicate<Set<Platform>> change) {
        lock.lock();
        try {
            change.test(set);
        } finally {
            lock.unlock();
        }
    }
}
