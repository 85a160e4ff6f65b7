package io.carillon.scheduler.internal.keep;

import io.carillon.scheduler.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has something done in time that the engine needs ahead: at once when it starts, which is also after a long absence, then
 * when that asks for it, and every so often, since other nodes and people change things. Where it fails, such as while the
 * database is away, it is tried again.
 */
public final class Keeper {

    private static final Logger LOG = LoggerFactory.getLogger(Keeper.class);
    private static final Duration SHORTEST = Duration.ofSeconds(1);

    private final String failure;
    private final Supplier<Optional<Instant>> work;
    private final Duration longest;
    private final Timer timer;
    private final Executor executor;
    private final Clock clock;
    private volatile boolean stopped;
    private volatile Optional<Timer.Task> next = Optional.empty();

    /**
     * @param failure what it means if it fails, such as "Recurring posts could not be extended"
     * @param work answers when it is to be done again, if that is sooner than usual
     * @param longest the usual pause
     * @param executor for work that waits for the database
     */
    public Keeper(
            String failure,
            Supplier<Optional<Instant>> work,
            Duration longest,
            Timer timer,
            Executor executor,
            Clock clock) {
        this.failure = failure;
        this.work = work;
        this.longest = longest;
        this.timer = timer;
        this.executor = executor;
        this.clock = clock;
    }

    /** Begins now, as does every later round, whatever becomes of this one. */
    public void start() {
        try {
            executor.execute(this::run);
        } catch (RuntimeException | Error e) {
            failed(e);
            plan(longest);
        }
    }

    /** Lets what is under way end by itself. */
    public void stop() {
        stopped = true;
        next.ifPresent(Timer.Task::cancel);
    }

    private void run() {
        if (stopped) {
            return;
        }
        Duration pause = longest;
        try {
            pause = work.get().map(this::until).orElse(longest);
        } catch (RuntimeException e) {
            failed(e);
        } finally {
            plan(pause);
        }
    }

    private void failed(Throwable cause) {
        LOG.warn("{}; this is tried again in {} s.", failure, longest.toSeconds(), cause);
    }

    private void plan(Duration pause) {
        if (!stopped) {
            next = Optional.of(timer.schedule(pause, this::start));
        }
    }

    private Duration until(Instant instant) {
        Duration pause = Duration.between(clock.instant(), instant);
        if (pause.compareTo(SHORTEST) < 0) {
            return SHORTEST;
        }
        return pause.compareTo(longest) < 0 ? pause : longest;
    }
}
