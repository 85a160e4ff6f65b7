package io.carillon.scheduler.replay;

import io.carillon.scheduler.world.ManualTimer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * One thread on which everything happens, in an order that is drawn, and in a time that passes only here. Whoever waits
 * lets the others go on meanwhile, further up the stack.
 */
final class Stage {

    static final Instant START = Instant.parse("2026-02-10T08:00:00Z");

    /** Beyond this, waiting takes no time: the stack is finite. */
    private static final int DEEPEST = 24;

    private final ManualTimer time = new ManualTimer(START);
    private final RandomGenerator order;
    private final Story story;
    private final List<Line> lines = new ArrayList<>();
    private final Deque<Long> waits = new ArrayDeque<>();

    Stage(RandomGenerator order, Story story) {
        this.order = order;
        this.story = story;
    }

    ManualTimer time() {
        return time;
    }

    Instant now() {
        return time.instant();
    }

    /** The time by a clock that nobody sets. */
    Instant trueTime() {
        return START.plusNanos(time.nanoTime());
    }

    /** Something that the world does, whoever is dead or paused. */
    void after(Duration delay, Runnable event) {
        time.schedule(delay, event);
    }

    void enter(List<Line> all) {
        lines.addAll(all);
    }

    void leave(List<Line> all) {
        lines.removeAll(all);
    }

    void run(Duration duration) {
        long end = time.nanoTime() + duration.toNanos();
        while (time.nanoTime() < end) {
            step(end);
        }
    }

    /** Lets time pass for whoever waits, as long as their process lives. */
    void await(Boot boot, Duration duration) {
        if (waits.size() >= DEEPEST) {
            return;
        }
        long end = time.nanoTime() + duration.toNanos();
        // What began later mostly ends first: who waits further down the stack cannot go on before.
        if (!waits.isEmpty() && end > waits.peek() && order.nextInt(5) > 0) {
            end = Math.max(time.nanoTime(), waits.peek());
        }
        waits.push(end);
        while (boot.isAlive() && (time.nanoTime() < end || boot.isPaused())) {
            step(Math.max(end, time.nanoTime() + 1_000_000_000L));
        }
        waits.pop();
        boot.requireLife();
    }

    private void step(long limit) {
        List<Line> able = lines.stream().filter(Line::isAble).toList();
        if (!able.isEmpty()) {
            perform(able.get(order.nextInt(able.size())));
            return;
        }
        Optional<Long> next = time.next().filter(at -> at <= limit);
        time.moveTo(next.orElse(limit)).ifPresent(Runnable::run);
    }

    private void perform(Line line) {
        try {
            line.runFirst();
        } catch (Death e) {
            // Nothing of it goes on.
        } catch (RuntimeException | Error e) {
            story.violation("uncaught " + e);
        }
    }
}
