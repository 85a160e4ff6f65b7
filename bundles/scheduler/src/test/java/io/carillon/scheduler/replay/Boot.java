package io.carillon.scheduler.replay;

import io.carillon.api.model.Platform;
import io.carillon.scheduler.Timer;
import io.carillon.scheduler.Workers;
import io.carillon.scheduler.replay.Weather.Fate;
import io.carillon.scheduler.world.ManualTimer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;

/** One process, from its start to its death: its threads, its timer, its clock. It may be stopped for a while. */
final class Boot extends Clock implements Timer, Workers {

    private static final int PERMITS = 8;

    private final String name;
    private final Stage stage;
    private final Weather weather;
    private final Story story;
    private final boolean clockStopsInPauses;
    private final Line alarms = new Line(this, true);
    private final Line dispatcher = new Line(this, true);
    private final Line writer = new Line(this, true);
    private final Line loader = new Line(this, false);
    private final Map<Platform, Line> networks = new HashMap<>();
    private boolean dead;
    private boolean paused;
    private Duration missed = Duration.ZERO;
    private long checkedAt;
    private Runnable onDeath = () -> {};

    Boot(String name, Stage stage, Weather weather, Story story, boolean clockStopsInPauses) {
        this.name = name;
        this.stage = stage;
        this.weather = weather;
        this.story = story;
        this.clockStopsInPauses = clockStopsInPauses;
        stage.enter(List.of(alarms, dispatcher, writer, loader));
    }

    String name() {
        return name;
    }

    boolean isAlive() {
        return !dead;
    }

    boolean isPaused() {
        return paused;
    }

    void requireLife() {
        if (dead) {
            throw new Death();
        }
    }

    void onDeath(Runnable happens) {
        onDeath = happens;
    }

    void die() {
        if (dead) {
            return;
        }
        dead = true;
        stage.leave(List.of(alarms, dispatcher, writer, loader));
        stage.leave(List.copyOf(networks.values()));
        onDeath.run();
    }

    /** Stops it, as SIGSTOP or a sleeping machine does; it wakes up by itself. */
    void pause(Duration duration) {
        if (paused || dead) {
            return;
        }
        story.tell(name + " stops for " + duration.toMillis() + " ms");
        story.count("pauses");
        paused = true;
        stage.after(duration, () -> {
            paused = false;
            missed = clockStopsInPauses ? missed.plus(duration) : missed;
            story.tell(name + " goes on");
        });
    }

    /** A moment between two effects, at which a process may fail, die, or be held up. */
    void at(String moment, Runnable failure) {
        requireLife();
        Fate fate = weather.fate(moment);
        if (fate != Fate.GO) {
            story.tell(name + " " + fate + " at " + moment);
            story.count(fate.name());
        }
        switch (fate) {
            case GO -> {}
            case FAIL -> failure.run();
            case DIE -> {
                die();
                throw new Death();
            }
            case PAUSE -> {
                pause(weather.pause());
                stage.await(this, Duration.ZERO);
            }
            case SLOW -> stage.await(this, weather.slowness());
        }
    }

    void await(Duration duration) {
        stage.await(this, duration);
    }

    /** When the claim was last checked, right before a call. */
    long checkedAt() {
        return checkedAt;
    }

    Duration sinceCheck() {
        return Duration.ofNanos(time().nanoTime() - checkedAt);
    }

    void checkedAt(long nanos) {
        checkedAt = nanos;
    }

    @Override
    public Task schedule(Instant at, Runnable task) {
        return alarm(task, alarm -> time().schedule(at.plus(missed), alarm));
    }

    @Override
    public Task schedule(Duration delay, Runnable task) {
        return alarm(task, alarm -> time().schedule(delay, alarm));
    }

    private interface Setting {
        Task set(Runnable alarm);
    }

    private Task alarm(Runnable task, Setting setting) {
        if (dead) {
            return () -> {};
        }
        boolean[] cancelled = new boolean[1];
        Task set = setting.set(() -> alarms.execute(() -> {
            if (!cancelled[0]) {
                task.run();
            }
        }));
        return () -> {
            cancelled[0] = true;
            set.cancel();
        };
    }

    private ManualTimer time() {
        return stage.time();
    }

    @Override
    public long nanoTime() {
        return time().nanoTime() - missed.toNanos();
    }

    @Override
    public Instant instant() {
        return time().instant().minus(missed);
    }

    @Override
    public ZoneId getZone() {
        return time().getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }

    @Override
    public Executor dispatcher() {
        return dispatcher;
    }

    @Override
    public Executor writer() {
        return writer;
    }

    @Override
    public Executor loader() {
        return loader;
    }

    @Override
    public Executor network(Platform platform) {
        return networks.computeIfAbsent(platform, p -> {
            Line line = new Line(this, false);
            stage.enter(List.of(line));
            return line;
        });
    }

    @Override
    public int permits() {
        return PERMITS;
    }

    @Override
    public void close() {
        // Its threads are the stage's.
    }
}
