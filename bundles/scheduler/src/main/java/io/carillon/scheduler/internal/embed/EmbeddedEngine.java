package io.carillon.scheduler.internal.embed;

import io.carillon.api.model.Account;
import io.carillon.api.model.MissedPolicy;
import io.carillon.api.model.Platform;
import io.carillon.api.observe.DispatchObserver;
import io.carillon.api.publisher.PublisherProfile;
import io.carillon.api.publisher.spi.FollowUps;
import io.carillon.api.publisher.spi.Publisher;
import io.carillon.api.service.Attachments;
import io.carillon.api.service.Dispatch;
import io.carillon.api.store.DispatchStore;
import io.carillon.api.store.PostStore;
import io.carillon.core.id.Ids;
import io.carillon.core.publisher.PublisherRegistry;
import io.carillon.core.text.MessageFactory;
import io.carillon.scheduler.SchedulerSettings;
import io.carillon.scheduler.Timer;
import io.carillon.scheduler.Workers;
import io.carillon.scheduler.internal.engine.Engine;
import io.carillon.scheduler.internal.engine.Fellows;
import io.carillon.scheduler.internal.engine.Parts;
import io.carillon.scheduler.internal.engine.Time;
import io.carillon.scheduler.internal.observe.Observers;
import io.carillon.scheduler.internal.time.PreciseTimer;
import io.carillon.scheduler.internal.work.ThreadWorkers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** An engine with what it needs when there is no container to supply it. */
public final class EmbeddedEngine implements AutoCloseable {

    private final RunningEngine running;
    private final PostStore posts;
    private final DispatchStore store;
    private final PublisherRegistry publishers;
    private final HeldAccounts accounts;
    private final Watches watches;
    private final Ids ids;
    private final Time time;

    private EmbeddedEngine(
            RunningEngine running,
            PostStore posts,
            DispatchStore store,
            PublisherRegistry publishers,
            HeldAccounts accounts,
            Watches watches,
            Ids ids,
            Time time) {
        this.running = running;
        this.posts = posts;
        this.store = store;
        this.publishers = publishers;
        this.accounts = accounts;
        this.watches = watches;
        this.ids = ids;
        this.time = time;
    }

    /** Puts one together and starts it. What is absent is made, and closed with it. */
    public static EmbeddedEngine start(
            PostStore posts,
            DispatchStore store,
            List<Publisher> all,
            List<Account> known,
            Attachments attachments,
            MissedPolicy missed,
            SchedulerSettings settings,
            Clock clock,
            Optional<Timer> givenTimer,
            Optional<Workers> givenWorkers,
            RandomGenerator random,
            Optional<Path> data,
            DispatchObserver observer) {
        PublisherRegistry publishers = PublisherRegistry.create();
        all.forEach(publisher -> add(publishers, publisher));
        List<AutoCloseable> own = new ArrayList<>();
        Ids ids = new Ids(clock, random);
        RunIdentity identity = RunIdentity.open(data, ids);
        own.add(identity);
        Workers workers = givenWorkers.orElseGet(() -> owned(new ThreadWorkers(), own));
        Timer timer = givenTimer.orElseGet(() -> owned(new PreciseTimer(clock), own));
        Time time = new Time(clock, timer);
        HeldAccounts accounts = new HeldAccounts();
        known.forEach(accounts::put);
        Watches watches = new Watches(workers.loader());
        MessageFactory messages = new MessageFactory(attachments);
        Engine engine = new Engine(new Parts(
                store,
                posts,
                publishers,
                accounts,
                (post, account) -> messages.message(post.post(), account),
                workspace -> missed,
                identity.journal(),
                time,
                workers,
                random,
                ids::newAttemptId,
                ids::newIdempotencyKey,
                identity.claimant(),
                settings,
                Fellows.NONE,
                new Observers(watches, observer)));
        engine.start();
        RunningEngine running = new RunningEngine(engine, settings.stopPatience(), own);
        return new EmbeddedEngine(running, posts, store, publishers, accounts, watches, ids, time);
    }

    /** Without a container, a publisher that follows up on its posts does so itself. */
    private static void add(PublisherRegistry publishers, Publisher publisher) {
        if (publishers.add(publisher) && publisher instanceof FollowUps followUps) {
            publishers.addCompanion(
                    FollowUps.class, followUps, publisher.profile().platform().id(), 0);
        }
    }

    private static <T extends AutoCloseable> T owned(T made, List<AutoCloseable> own) {
        own.add(made);
        return made;
    }

    public Instant now() {
        return time.now();
    }

    public Dispatch dispatch() {
        return running.engine();
    }

    public PostStore posts() {
        return posts;
    }

    /** Takes an account with its grant, and wakes what waited for it. */
    public void know(Account account) {
        if (accounts.put(account)) {
            store.unparkAccount(account.id(), now());
            dispatch().nudge();
        }
    }

    public Watches watches() {
        return watches;
    }

    public Ids ids() {
        return ids;
    }

    /** How long before its time a network wants to prepare; nothing if it is not known. */
    public Duration prepareWindow(Platform platform) {
        return publishers.profile(platform).map(PublisherProfile::prepareWindow).orElse(Duration.ZERO);
    }

    @Override
    public void close() {
        running.close();
    }
}
