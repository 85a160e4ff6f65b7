package io.carillon.scheduler;

import io.carillon.api.model.Account;
import io.carillon.api.model.MissedPolicy;
import io.carillon.api.observe.DispatchObserver;
import io.carillon.api.publisher.spi.Publisher;
import io.carillon.api.service.Attachments;
import io.carillon.api.store.DispatchStore;
import io.carillon.api.store.PostStore;
import io.carillon.scheduler.internal.embed.EmbeddedEngine;
import io.carillon.scheduler.internal.embed.UrlAttachments;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.ServiceLoader;
import java.util.random.RandomGenerator;

/** Puts a {@link Scheduler} together; whatever is not given has a sensible default. Not thread-safe. */
public final class SchedulerBuilder {

    private final PostStore posts;
    private final DispatchStore store;
    private Optional<List<Publisher>> publishers = Optional.empty();
    private List<Account> accounts = List.of();
    private Attachments attachments = new UrlAttachments();
    private MissedPolicy missed = MissedPolicy.DEFAULT;
    private SchedulerSettings settings = SchedulerSettings.DEFAULT;
    private Clock clock = Clock.systemUTC();
    private Optional<Timer> timer = Optional.empty();
    private Optional<Workers> workers = Optional.empty();
    private Optional<Path> data = Optional.empty();
    private DispatchObserver observer = DispatchObserver.NONE;
    // Unlike most generators, this one may be used by many threads.
    private RandomGenerator random = new Random();

    SchedulerBuilder(PostStore posts, DispatchStore store) {
        this.posts = Objects.requireNonNull(posts, "posts");
        this.store = Objects.requireNonNull(store, "store");
    }

    /** Exactly these, instead of what the class path has. */
    public SchedulerBuilder publishers(Publisher... all) {
        publishers = Optional.of(List.of(all));
        return this;
    }

    /** Accounts, with their grants, for which the store holds posts from an earlier run. */
    public SchedulerBuilder accounts(Account... all) {
        accounts = List.of(all);
        return this;
    }

    /** How media are found; by default those named by addresses are fetched when a publisher opens them. */
    public SchedulerBuilder attachments(Attachments value) {
        attachments = value;
        return this;
    }

    /** What becomes of posts whose time went by; by default they go out up to an hour late and are then held. */
    public SchedulerBuilder missed(MissedPolicy value) {
        missed = value;
        return this;
    }

    public SchedulerBuilder settings(SchedulerSettings value) {
        settings = value;
        return this;
    }

    public SchedulerBuilder clock(Clock value) {
        clock = value;
        return this;
    }

    /** A timer that goes with the clock; it stays the caller's to close. */
    public SchedulerBuilder timer(Timer value) {
        timer = Optional.of(value);
        return this;
    }

    /** Threads; they stay the caller's to close. */
    public SchedulerBuilder workers(Workers value) {
        workers = Optional.of(value);
        return this;
    }

    /** @param value must be safe for use by many threads, as {@link Random} is */
    public SchedulerBuilder random(RandomGenerator value) {
        random = value;
        return this;
    }

    /**
     * A folder of this program's own, for the journal that tells after a crash what was surely not sent. Needed with a
     * store that outlives the process: without it, everything that was armed at the crash has to be looked up.
     */
    public SchedulerBuilder dataFolder(Path value) {
        data = Optional.of(value);
        return this;
    }

    /** Is told what happens, for metrics; by default nobody is. */
    public SchedulerBuilder observer(DispatchObserver value) {
        observer = value;
        return this;
    }

    /**
     * Starts the scheduler.
     *
     * @throws IllegalStateException if the data folder is in use by another scheduler
     * @throws java.io.UncheckedIOException if it cannot be read or written
     */
    public Scheduler build() {
        return new Scheduler(this);
    }

    EmbeddedEngine engine() {
        List<Publisher> all = publishers.orElseGet(() -> ServiceLoader.load(Publisher.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList());
        return EmbeddedEngine.start(
                posts,
                store,
                all,
                accounts,
                attachments,
                missed,
                settings,
                clock,
                timer,
                workers,
                random,
                data,
                observer);
    }
}
