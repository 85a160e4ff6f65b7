package io.carillon.scheduler.world;

import io.carillon.api.model.Account;
import io.carillon.api.model.Attempt;
import io.carillon.api.model.AttemptId;
import io.carillon.api.model.Content;
import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryId;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.Grant;
import io.carillon.api.model.IdempotencyKey;
import io.carillon.api.model.MissedPolicy;
import io.carillon.api.model.Platform;
import io.carillon.api.model.Post;
import io.carillon.api.model.PostId;
import io.carillon.api.model.Preparation;
import io.carillon.api.model.Schedule;
import io.carillon.api.model.StoredPost;
import io.carillon.api.model.ThreadPart;
import io.carillon.api.model.Workspace;
import io.carillon.api.publisher.Attachment;
import io.carillon.api.publisher.Message;
import io.carillon.api.publisher.RateLimit;
import io.carillon.api.store.Claimant;
import io.carillon.api.store.DispatchStore;
import io.carillon.api.store.NodeStore;
import io.carillon.api.store.PostChange;
import io.carillon.api.store.PostStore;
import io.carillon.core.internal.post.Office;
import io.carillon.scheduler.Journal;
import io.carillon.scheduler.SchedulerSettings;
import io.carillon.scheduler.internal.engine.Engine;
import io.carillon.scheduler.internal.engine.Fellows;
import io.carillon.scheduler.internal.engine.Parts;
import io.carillon.scheduler.internal.engine.Time;
import io.carillon.scheduler.internal.node.Membership;
import io.carillon.scheduler.internal.node.NodeFacts;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** An engine with everything around it, on one thread and with a clock that is moved by hand. */
public final class World {

    public static final Instant START = Instant.parse("2026-02-10T08:00:00Z");
    public static final Platform NETWORK = new Platform("bell");
    public static final Duration BEAT = Duration.ofSeconds(2);
    public static final Account ACCOUNT = Account.of(NETWORK, "@creator", "Creator", Grant.oauthToken("s3cret-token"));

    public final ManualTimer timer;
    public final QueueWorkers workers;
    public final FaultyStore store;
    public final FakePublishers publishers = new FakePublishers();
    public final FakeAccounts accounts = new FakeAccounts();
    public final ScriptedPublisher network;
    public final Map<String, Map<AttemptId, Journal.Trace>> journals = new HashMap<>();
    /** What every post carries. */
    public List<Attachment> attachments = List.of();

    public MissedPolicy missed = MissedPolicy.DEFAULT;
    public SchedulerSettings settings = SchedulerSettings.DEFAULT;
    private final AtomicInteger ids;
    private final String node;
    private final Sightings seen = new Sightings();
    private int boots;
    private Life life;
    private TestJournal journal;
    private Engine engine;
    private Optional<NodeStore> nodes = Optional.empty();
    private Fellows fellows = Fellows.NONE;

    public World() {
        this(Duration.ZERO);
    }

    public World(Duration prepareWindow, RateLimit... limits) {
        this(
                "n1",
                new ManualTimer(START),
                new QueueWorkers(),
                new FaultyStore(),
                new AtomicInteger(),
                prepareWindow,
                limits);
    }

    private World(
            String node,
            ManualTimer timer,
            QueueWorkers workers,
            FaultyStore store,
            AtomicInteger ids,
            Duration prepareWindow,
            RateLimit... limits) {
        this.node = node;
        this.timer = timer;
        this.workers = workers;
        this.store = store;
        this.ids = ids;
        network = new ScriptedPublisher(timer, NETWORK, prepareWindow, limits);
        publishers.plugIn(network);
        accounts.add(ACCOUNT);
    }

    /** Another node on the same store, yet to be started; time passes for both alike. */
    public World beside(String other, Duration prepareWindow) {
        World world = new World(other, timer, workers, store, ids, prepareWindow);
        nodes.ifPresent(world::among);
        return world;
    }

    /** To be called before it is started: it is one of several nodes. */
    public World among(NodeStore shared) {
        nodes = Optional.of(shared);
        return this;
    }

    private Fellows fellows(Claimant claimant) {
        return nodes.<Fellows>map(shared -> new Membership(
                        life.reaches(NodeStore.class, shared),
                        publishers,
                        claimant,
                        new NodeFacts("place of " + node, node, "", "", BEAT, Map::of),
                        new Time(timer, life),
                        life.loader()))
                .orElse(Fellows.NONE);
    }

    /** Starts an engine, the first or one after a crash of the one before. */
    public World start() {
        Claimant claimant = new Claimant(node, "b" + ++boots);
        life = new Life(timer, workers);
        fellows = fellows(claimant);
        journal = new TestJournal(journals, claimant.boot(), life);
        engine = new Engine(new Parts(
                life.reaches(DispatchStore.class, store.dispatch()),
                store.sound(),
                publishers,
                accounts,
                (post, account) -> new Message(
                        post.post().contentFor(account).caption(),
                        attachments,
                        Optional.empty(),
                        post.post().contentFor(account).firstComment(),
                        List.of()),
                workspace -> missed,
                journal,
                new Time(timer, life),
                life,
                new Random(42),
                () -> new AttemptId("t" + ids.incrementAndGet()),
                () -> new IdempotencyKey("step-" + ids.incrementAndGet(), timer.instant()),
                claimant,
                settings,
                fellows,
                seen));
        engine.start();
        workers.run();
        return this;
    }

    /** Where people decide about the posts, while the engine is at them. */
    public Office office() {
        return office(UnaryOperator.identity());
    }

    /** With something between people and the store. */
    public Office office(UnaryOperator<PostStore> between) {
        return new Office(
                between.apply(store.sound()),
                store.sound(),
                publishers,
                List.of(ACCOUNT),
                new TimerClock(timer),
                () -> {
                    if (engine != null) {
                        engine.nudge();
                    }
                });
    }

    /** The process is gone at this very point: nothing that it had in memory happens any more. */
    public World kill() {
        life.end();
        return this;
    }

    public Engine engine() {
        return engine;
    }

    /** What the engine told of itself. */
    public Sightings seen() {
        return seen;
    }

    public TestJournal journal() {
        return journal;
    }

    public Instant now() {
        return timer.instant();
    }

    /** Runs what there is to run without any time passing. */
    public World settle() {
        advance(Duration.ZERO);
        return this;
    }

    public World advance(Duration duration) {
        long target = timer.nanoTime() + duration.toNanos();
        workers.run();
        for (Optional<Long> next = timer.next(); next.isPresent() && next.get() <= target; next = timer.next()) {
            // Everything of one instant is released before anybody gets to work.
            for (Optional<Runnable> task = timer.moveTo(next.get());
                    task.isPresent();
                    task = timer.moveTo(timer.nanoTime())) {
                task.get().run();
            }
            workers.run();
        }
        timer.moveTo(target);
        return this;
    }

    public World advanceTo(Instant instant) {
        return advance(Duration.between(now(), instant));
    }

    public CompletableFuture<Void> stop() {
        CompletableFuture<Void> stopped = engine.stop();
        settle();
        if (fellows instanceof Membership membership) {
            membership.close();
        }
        return stopped;
    }

    /** A post that is due then, stored as people's requests store it. */
    public DeliveryId post(String name, Instant due) {
        return post(name, due, ACCOUNT);
    }

    public DeliveryId post(String name, Instant due, Account account) {
        return post(name, due, account, Content.text(name));
    }

    /** One that says something else than its name. */
    public DeliveryId post(String name, Instant due, String text) {
        return post(name, due, ACCOUNT, Content.text(text));
    }

    /** A post with a first comment, {@code name-c}, and further parts, {@code name-1} and so on. */
    public DeliveryId thread(String name, Instant due, int parts) {
        return post(
                name,
                due,
                ACCOUNT,
                new Content(
                        name,
                        List.of(),
                        List.of(),
                        Optional.empty(),
                        Optional.of(name + "-c"),
                        IntStream.rangeClosed(1, parts)
                                .mapToObj(part -> new ThreadPart(name + "-" + part, List.of()))
                                .toList()));
    }

    private DeliveryId post(String name, Instant due, Account account, Content content) {
        Post post = Post.to(account)
                .schedule(Schedule.at(due, ZoneOffset.UTC))
                .build()
                .withContent(content);
        StoredPost stored = new StoredPost(new PostId(name), Workspace.DEFAULT_ID, 1, post, now(), now());
        Duration window = publishers
                .profile(account.platform())
                .map(profile -> profile.prepareWindow())
                .orElse(Duration.ZERO);
        Delivery delivery = Delivery.scheduled(
                new DeliveryId("d-" + name),
                stored,
                account,
                due,
                new IdempotencyKey("key-" + name, now()),
                window.isZero() ? Preparation.NONE : Preparation.PENDING,
                due.minus(window));
        store.sound().add(stored, List.of(delivery));
        if (engine != null) {
            engine.nudge();
            workers.run();
        }
        return delivery.id();
    }

    public Delivery delivery(DeliveryId id) {
        return store.sound().findDelivery(Workspace.DEFAULT_ID, id).orElseThrow();
    }

    /** The steps of a delivery: the first comment, then the parts of the thread. */
    public List<Delivery> steps(DeliveryId id) {
        return store.sound().steps(List.of(id)).getOrDefault(id, List.of());
    }

    public List<DeliveryState> stepStates(DeliveryId id) {
        return steps(id).stream().map(Delivery::state).toList();
    }

    public DeliveryState state(DeliveryId id) {
        return delivery(id).state();
    }

    public List<Attempt> attempts(DeliveryId id) {
        return store.sound().attempts(id);
    }

    /** Changes a delivery as an edit of its post does. */
    public void edit(DeliveryId id, Instant due) {
        Delivery before = delivery(id);
        StoredPost post = store.sound()
                .find(Workspace.DEFAULT_ID, before.post())
                .orElseThrow()
                .post();
        StoredPost edited = post.edited(post.post(), now());
        Delivery after = before.toBuilder()
                .state(
                        before.state() == DeliveryState.SCHEDULED
                                ? DeliveryState.SCHEDULED
                                : before.state().become(DeliveryState.SCHEDULED))
                .revision(edited.revision())
                .due(due)
                .wakeAt(Optional.of(due))
                .key(new IdempotencyKey("key-" + id + "-" + edited.revision(), now()))
                .build();
        store.sound()
                .change(new PostChange(
                        edited,
                        post.revision(),
                        List.of(),
                        List.of(new PostChange.DeliveryChange(before, after)),
                        List.of()));
        engine.nudge();
        workers.run();
    }

    /** Asks for a failed delivery to be tried again, as a person does. */
    public void retry(DeliveryId id) {
        Delivery before = delivery(id);
        StoredPost post = store.sound()
                .find(Workspace.DEFAULT_ID, before.post())
                .orElseThrow()
                .post();
        Delivery after = before.toBuilder()
                .state(before.state().become(DeliveryState.RETRYING))
                .retryAt(Optional.of(now()))
                .wakeAt(Optional.of(now()))
                .lateFrom(Optional.of(now()))
                .build();
        store.sound()
                .change(new PostChange(
                        post,
                        post.revision(),
                        List.of(),
                        List.of(new PostChange.DeliveryChange(before, after)),
                        List.of()));
        engine.nudge();
        workers.run();
    }

    /** Changes what a post says as an edit does that a delivery is beyond the reach of. */
    public void editPostOnly(DeliveryId id) {
        editPostOnly(id, post -> post.withContent(Content.text("edited")));
    }

    public void editPostOnly(DeliveryId id, UnaryOperator<Post> change) {
        StoredPost post = store.sound()
                .find(Workspace.DEFAULT_ID, delivery(id).post())
                .orElseThrow()
                .post();
        store.sound()
                .change(new PostChange(
                        post.edited(change.apply(post.post()), now()),
                        post.revision(),
                        List.of(),
                        List.of(),
                        List.of()));
    }
}
