package io.carillon.scheduler.internal.series;

import io.carillon.api.service.Series;
import io.carillon.scheduler.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has recurring posts extended in time: at once when it starts, which is also after a long absence, then when the next is
 * due, and every minute, since other nodes and people make new ones. Where that fails, such as while the database is away,
 * it is tried again; there are deliveries for hours ahead at least.
 */
public final class SeriesKeeper {

    static final Duration LONGEST = Duration.ofMinutes(1);

    private static final Logger LOG = LoggerFactory.getLogger(SeriesKeeper.class);
    private static final Duration SHORTEST = Duration.ofSeconds(1);

    private final Series series;
    private final Timer timer;
    private final Executor executor;
    private final Clock clock;
    private volatile boolean stopped;
    private volatile Optional<Timer.Task> next = Optional.empty();

    /** @param executor for work that waits for the database */
    public SeriesKeeper(Series series, Timer timer, Executor executor, Clock clock) {
        this.series = series;
        this.timer = timer;
        this.executor = executor;
        this.clock = clock;
    }

    public void start() {
        executor.execute(this::extend);
    }

    /** Lets what is under way end by itself. */
    public void stop() {
        stopped = true;
        next.ifPresent(Timer.Task::cancel);
    }

    private void extend() {
        if (stopped) {
            return;
        }
        Duration pause = LONGEST;
        try {
            pause = series.extend().map(this::until).orElse(LONGEST);
        } catch (RuntimeException e) {
            LOG.warn("Recurring posts could not be extended; this is tried again in {} s.", LONGEST.toSeconds(), e);
        } finally {
            if (!stopped) {
                next = Optional.of(timer.schedule(pause, () -> executor.execute(this::extend)));
            }
        }
    }

    private Duration until(Instant instant) {
        Duration pause = Duration.between(clock.instant(), instant);
        if (pause.compareTo(SHORTEST) < 0) {
            return SHORTEST;
        }
        return pause.compareTo(LONGEST) < 0 ? pause : LONGEST;
    }
}
