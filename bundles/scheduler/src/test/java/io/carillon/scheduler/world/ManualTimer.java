package io.carillon.scheduler.world;

import io.carillon.scheduler.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A clock and a timer that move only when they are told to. The wall clock can be set apart from the time that passes. */
public final class ManualTimer extends Clock implements Timer {

    private record Entry(long at, long number, boolean byWall, Runnable task) {}

    private final List<Entry> entries = new ArrayList<>();
    private final Instant origin;
    private long nanos;
    private long offset;
    private long counter;

    public ManualTimer(Instant origin) {
        this.origin = origin;
    }

    @Override
    public Instant instant() {
        return origin.plusNanos(nanos + offset);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }

    @Override
    public long nanoTime() {
        return nanos;
    }

    @Override
    public Task schedule(Instant at, Runnable task) {
        return add(Duration.between(origin, at).toNanos(), true, task);
    }

    @Override
    public Task schedule(Duration delay, Runnable task) {
        return add(nanos + delay.toNanos(), false, task);
    }

    private Task add(long at, boolean byWall, Runnable task) {
        Entry entry = new Entry(at, counter++, byWall, task);
        entries.add(entry);
        return () -> entries.remove(entry);
    }

    /** Sets the wall clock without any time passing. */
    public void setWallClockBy(Duration step) {
        offset += step.toNanos();
    }

    /** Time passes without anybody noticing, as it does for a process that is stopped. */
    public void pass(Duration duration) {
        nanos += duration.toNanos();
    }

    /** When the next task is due, as time that passes. */
    public Optional<Long> next() {
        return first().map(entry -> Math.max(nanos, due(entry)));
    }

    /** Moves on to a time and takes a task that is due by then. */
    public Optional<Runnable> moveTo(long target) {
        nanos = Math.max(nanos, target);
        Optional<Entry> due = first().filter(entry -> due(entry) <= nanos);
        due.ifPresent(entries::remove);
        return due.map(Entry::task);
    }

    private Optional<Entry> first() {
        return entries.stream().min(Comparator.comparingLong(this::due).thenComparingLong(Entry::number));
    }

    private long due(Entry entry) {
        return entry.byWall() ? entry.at() - offset : entry.at();
    }
}
