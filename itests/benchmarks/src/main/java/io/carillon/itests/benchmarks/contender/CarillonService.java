package io.carillon.itests.benchmarks.contender;

import io.carillon.api.model.Account;
import io.carillon.api.model.AccountId;
import io.carillon.api.model.MissedPolicy;
import io.carillon.api.model.Workspace;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.observe.DispatchObserver;
import io.carillon.api.service.AccountSource;
import io.carillon.core.id.Ids;
import io.carillon.core.publisher.PublisherRegistry;
import io.carillon.core.text.MessageFactory;
import io.carillon.persistence.internal.Stores;
import io.carillon.persistence.internal.wake.WakeListener;
import io.carillon.scheduler.SchedulerSettings;
import io.carillon.scheduler.Workers;
import io.carillon.scheduler.internal.embed.RunIdentity;
import io.carillon.scheduler.internal.embed.RunningEngine;
import io.carillon.scheduler.internal.embed.UrlAttachments;
import io.carillon.scheduler.internal.engine.Engine;
import io.carillon.scheduler.internal.engine.Parts;
import io.carillon.scheduler.internal.engine.Time;
import io.carillon.scheduler.internal.node.Machine;
import io.carillon.scheduler.internal.node.Membership;
import io.carillon.scheduler.internal.node.NodeFacts;
import io.carillon.scheduler.internal.time.PreciseTimer;
import io.carillon.scheduler.internal.work.ThreadWorkers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Puts the engine together as the server's own component does, on stores that are open already. */
final class CarillonService implements Contender.Service {

    private static final Duration HEARTBEAT = Duration.ofSeconds(2);

    private final Target target;
    private final Stores stores;
    private final int inFlight;

    /** @param inFlight how many calls may be under way; 0 for what the server allows */
    CarillonService(Target target, Stores stores, int inFlight) {
        this.target = target;
        this.stores = stores;
        this.inFlight = inFlight;
    }

    @Override
    public Contender.Engine start(Contender.Receiver receiver) {
        PublisherRegistry publishers = PublisherRegistry.create();
        publishers.add(new BenchPublisher(receiver));
        Clock clock = Clock.systemUTC();
        Random random = new Random();
        Ids ids = new Ids(clock, random);
        MessageFactory messages = new MessageFactory(new UrlAttachments());
        RunIdentity identity = RunIdentity.open(Optional.of(dataFolder()), ids);
        ThreadWorkers threads = new ThreadWorkers();
        Workers workers = inFlight == 0 ? threads : new LimitedWorkers(threads, inFlight);
        PreciseTimer timer = new PreciseTimer(clock);
        SchedulerSettings settings = SchedulerSettings.DEFAULT;
        Time time = new Time(clock, timer);
        Membership membership =
                new Membership(stores.nodes(), publishers, identity.claimant(), facts(), time, threads.loader());
        Engine engine = new Engine(new Parts(
                stores.dispatch(),
                stores.posts(),
                publishers,
                new StoredAccounts(),
                (post, account) -> messages.message(post.post(), account),
                id -> stores.workspaces().find(id).map(Workspace::missed).orElse(MissedPolicy.DEFAULT),
                identity.journal(),
                time,
                workers,
                random,
                ids::newAttemptId,
                ids::newIdempotencyKey,
                identity.claimant(),
                settings,
                membership,
                DispatchObserver.NONE));
        RunningEngine running =
                new RunningEngine(engine, settings.stopPatience(), List.of(identity, workers, timer, membership));
        engine.start();
        Optional<WakeListener> bells = stores.listen(engine::nudge);
        return () -> {
            bells.ifPresent(WakeListener::close);
            running.close();
        };
    }

    private Path dataFolder() {
        return target.folder().resolve("node");
    }

    private NodeFacts facts() {
        return new NodeFacts(Machine.place(dataFolder()), "bench", "", "0", HEARTBEAT, Map::of);
    }

    /** Accounts are read from the database for every batch, as the server reads them. */
    private final class StoredAccounts implements AccountSource {

        @Override
        public Optional<Account> withGrant(WorkspaceId workspace, AccountId id) {
            return stores.accounts().find(workspace, id);
        }

        @Override
        public void needsReconnect(WorkspaceId workspace, AccountId id, String reason) {
            throw new IllegalStateException(reason);
        }
    }

    @Override
    public void close() {
        stores.close();
    }
}
