package io.carillon.scheduler.internal.osgi;

import io.carillon.api.model.MissedPolicy;
import io.carillon.api.model.Workspace;
import io.carillon.api.observe.DispatchObserver;
import io.carillon.api.service.AccountSource;
import io.carillon.api.service.Attachments;
import io.carillon.api.service.Dispatch;
import io.carillon.api.service.Publishers;
import io.carillon.api.service.SharedTrait;
import io.carillon.api.store.DispatchStore;
import io.carillon.api.store.NodeStore;
import io.carillon.api.store.PostStore;
import io.carillon.api.store.WorkspaceStore;
import io.carillon.core.id.Ids;
import io.carillon.core.text.MessageFactory;
import io.carillon.scheduler.internal.embed.RunIdentity;
import io.carillon.scheduler.internal.embed.RunningEngine;
import io.carillon.scheduler.internal.engine.Engine;
import io.carillon.scheduler.internal.engine.Parts;
import io.carillon.scheduler.internal.engine.Time;
import io.carillon.scheduler.internal.node.Machine;
import io.carillon.scheduler.internal.node.Membership;
import io.carillon.scheduler.internal.node.NodeFacts;
import io.carillon.scheduler.internal.observe.Observers;
import io.carillon.scheduler.internal.time.PreciseTimer;
import io.carillon.scheduler.internal.work.ThreadWorkers;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.Designate;

/** The engine in a container: started with its parts, stopped before they go. */
@Component(
        service = Dispatch.class,
        immediate = true,
        configurationPid = "io.carillon.scheduler",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = SchedulerConfig.class)
public final class SchedulerComponent implements Dispatch {

    private static final Duration ALONE = Duration.ofMinutes(1);

    private final Observers observers = new Observers(new DeliveryLog());
    private final SharedTraits traits = new SharedTraits();
    private final RunningEngine running;

    @Activate
    public SchedulerComponent(
            SchedulerConfig config,
            BundleContext context,
            @Reference DispatchStore store,
            @Reference NodeStore nodes,
            @Reference PostStore posts,
            @Reference Publishers publishers,
            @Reference AccountSource accounts,
            @Reference Attachments attachments,
            @Reference WorkspaceStore workspaces) {
        SchedulerSetup setup = SchedulerSetup.of(config);
        Clock clock = Clock.systemUTC();
        Random random = new Random();
        Ids ids = new Ids(clock, random);
        MessageFactory messages = new MessageFactory(attachments);
        RunIdentity identity = RunIdentity.open(Optional.of(setup.dataFolder()), ids);
        ThreadWorkers workers = new ThreadWorkers();
        PreciseTimer timer = new PreciseTimer(clock);
        Time time = new Time(clock, timer);
        Membership membership = new Membership(
                nodes,
                publishers,
                identity.claimant(),
                facts(setup, context, nodes.isShared()),
                time,
                workers.loader());
        Engine engine = new Engine(new Parts(
                store,
                posts,
                publishers,
                accounts,
                (post, account) -> messages.message(post.post(), account),
                id -> workspaces.find(id).map(Workspace::missed).orElse(MissedPolicy.DEFAULT),
                identity.journal(),
                time,
                workers,
                random,
                ids::newAttemptId,
                ids::newIdempotencyKey,
                identity.claimant(),
                setup.settings(),
                membership,
                observers));
        running = new RunningEngine(
                engine, setup.settings().stopPatience(), List.of(identity, workers, timer, membership));
        engine.start();
    }

    /** Alone on its database, a server shows now and then that it runs, for whoever looks; nobody waits for it. */
    private NodeFacts facts(SchedulerSetup setup, BundleContext context, boolean isShared) {
        return new NodeFacts(
                Machine.place(setup.dataFolder()),
                setup.nodeName().orElseGet(Machine::name),
                setup.address(),
                context.getBundle().getVersion().toString(),
                isShared ? setup.heartbeat() : ALONE,
                traits::values);
    }

    @Deactivate
    void stop() {
        running.close();
    }

    @Override
    public void nudge() {
        running.engine().nudge();
    }

    @Override
    public Load load() {
        return running.engine().load();
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindObserver(DispatchObserver observer) {
        observers.add(observer);
    }

    void unbindObserver(DispatchObserver observer) {
        observers.remove(observer);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindTrait(SharedTrait trait) {
        traits.add(trait);
    }

    void unbindTrait(SharedTrait trait) {
        traits.remove(trait);
    }

    @Override
    public Status status() {
        return running.engine().status();
    }
}
