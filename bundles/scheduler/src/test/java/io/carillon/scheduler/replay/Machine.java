package io.carillon.scheduler.replay;

import io.carillon.api.model.Account;
import io.carillon.api.model.AccountId;
import io.carillon.api.model.AttemptId;
import io.carillon.api.model.Content;
import io.carillon.api.model.IdempotencyKey;
import io.carillon.api.model.Platform;
import io.carillon.api.model.StoredPost;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.observe.DispatchObserver;
import io.carillon.api.publisher.Message;
import io.carillon.api.service.AccountSource;
import io.carillon.api.store.Claimant;
import io.carillon.api.store.NodeStore;
import io.carillon.scheduler.Journal;
import io.carillon.scheduler.SchedulerSettings;
import io.carillon.scheduler.internal.engine.Engine;
import io.carillon.scheduler.internal.engine.Fellows;
import io.carillon.scheduler.internal.engine.Parts;
import io.carillon.scheduler.internal.engine.Time;
import io.carillon.scheduler.internal.node.Membership;
import io.carillon.scheduler.internal.node.NodeFacts;
import io.carillon.scheduler.world.FakePublishers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/** A server: one process after the other on the same disk. */
final class Machine implements AccountSource {

    private static final Duration BEAT = Duration.ofSeconds(2);

    private final String name;
    private final Land land;
    private final Door.Watch watch;
    private final Map<String, Map<AttemptId, Journal.Trace>> journals = new HashMap<>();
    private final Set<Platform> present = new TreeSet<>();
    private Boot boot;
    private FakePublishers publishers;
    private Engine engine;
    private int boots;

    Machine(String name, Land land, Door.Watch watch) {
        this.name = name;
        this.land = land;
        this.watch = watch;
        land.bells.forEach(bell -> present.add(bell.platform()));
    }

    Boot boot() {
        return boot;
    }

    Engine engine() {
        return engine;
    }

    void start() {
        boot = new Boot(
                name + "." + ++boots, land.stage, land.weather, land.story, land.broken == Broken.NO_LEASE_CHECK);
        boot.onDeath(this::died);
        land.story.tell(boot.name() + " starts");
        publishers = new FakePublishers();
        Claimant claimant = new Claimant(name, boot.name());
        Time time = new Time(boot, boot);
        Fellows fellows = land.nodes
                .<Fellows>map(nodes -> new Membership(
                        land.reach.by(boot, NodeStore.class, nodes),
                        publishers,
                        claimant,
                        new NodeFacts("place of " + name, name, "", "", BEAT, Map::of),
                        time,
                        boot.loader()))
                .orElse(Fellows.NONE);
        land.bells.stream().filter(bell -> present.contains(bell.platform())).forEach(this::plugIn);
        engine = new Engine(new Parts(
                land.reach.dispatch(boot),
                land.reach.posts(boot),
                publishers,
                this,
                Machine::compose,
                workspace -> land.missed,
                new Notes(journals, boot, land.ledger, land.broken != Broken.NO_MARK, land.stage),
                time,
                boot,
                new Random(land.seed + boots),
                () -> new AttemptId(land.freshId()),
                () -> new IdempotencyKey(land.freshId(), land.stage.now()),
                claimant,
                SchedulerSettings.DEFAULT,
                fellows,
                DispatchObserver.NONE));
        engine.start();
    }

    private static Message compose(StoredPost post, Account account) {
        Content content = post.post().contentFor(account);
        return new Message(content.caption(), List.of(), Optional.empty(), content.firstComment(), List.of());
    }

    private void plugIn(Bell bell) {
        publishers.plugIn(new Door(bell, boot, land, watch));
    }

    private void died() {
        land.story.tell(boot.name() + " is dead");
        land.story.count("deaths");
        if (land.weather.chance(0.1)) {
            // The whole machine went down: what was not flushed is gone.
            journals.clear();
            land.story.tell(name + " lost its notes");
            land.ledger.notesLost();
        }
        land.stage.after(land.weather.between(100, 60_000), this::start);
    }

    /** Stops it in good order; it is started again later. */
    void stop() {
        if (boot.isAlive()) {
            Boot stopping = boot;
            land.story.tell(boot.name() + " is to stop");
            land.story.count("stops");
            engine.stop().thenRun(stopping::die);
        }
    }

    void pullOut(Bell bell) {
        if (present.remove(bell.platform())) {
            land.story.tell(name + " loses " + bell.platform());
            publishers.pullOut(bell.platform());
        }
    }

    void plugBackIn(Bell bell) {
        if (present.add(bell.platform())) {
            land.story.tell(name + " gets " + bell.platform());
            plugIn(bell);
        }
    }

    /** A change by a person is noticed at once. */
    void nudge() {
        if (boot.isAlive()) {
            engine.nudge();
        }
    }

    @Override
    public Optional<Account> withGrant(WorkspaceId workspace, AccountId id) {
        return land.account(id);
    }

    @Override
    public boolean renewRefused(Account used) {
        return land.account(used.id())
                .filter(account -> !account.grant().equals(used.grant()))
                .isPresent();
    }

    @Override
    public void needsReconnect(Account used, String reason) {
        if (boot.isAlive() && !renewRefused(used)) {
            land.needsReconnect(used.id());
        }
    }
}
