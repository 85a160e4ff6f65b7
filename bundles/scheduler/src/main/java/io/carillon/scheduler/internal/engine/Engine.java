package io.carillon.scheduler.internal.engine;

import io.carillon.api.model.AttemptId;
import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryId;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.Platform;
import io.carillon.api.model.WaitReason;
import io.carillon.api.publisher.PublishOutcome;
import io.carillon.api.service.Dispatch;
import io.carillon.api.service.Publishers;
import io.carillon.api.store.Claimant;
import io.carillon.api.store.Settlement;
import io.carillon.core.step.StepPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Publishes what is due. Reads no clock, draws no random number, makes no thread and waits for nothing except through
 * what it is made of.
 */
public final class Engine implements Dispatch, Publishers.Listener {

    private static final Duration POLL = Duration.ofMillis(10);

    private final Parts parts;
    private final Holdings holdings;
    private final LateAnswers late;
    private final ResultWriter writer;
    private final Loader loader;
    private final Orphans orphans;
    private final Dispatcher dispatcher;
    private final CompletableFuture<Void> stopped = new CompletableFuture<>();
    private volatile boolean running;

    public Engine(Parts parts) {
        this.parts = parts;
        holdings = new Holdings(parts.workers(), this::nudge);
        writer = new ResultWriter(parts, holdings.busy(), new Stored());
        late = new LateAnswers();
        String node = parts.claimant().node();
        Memory memory = new Memory();
        DoubtVerdicts doubts = new DoubtVerdicts(parts.settings().retry(), parts.random(), node);
        Kit kit = new Kit(
                parts,
                holdings,
                writer,
                new Verdicts(parts.settings().retry(), parts.random(), node),
                new Disarming(node),
                doubts,
                new RepeatVerdicts(doubts),
                new LateVerdicts(parts.settings().retry(), parts.random(), doubts),
                late,
                memory,
                new Owners(parts.store()),
                new Rivals(parts.store(), parts.posts(), parts.composer(), late),
                new Budgets(parts, writer),
                new StepPlan(parts.publishers(), parts.keys()),
                this::nudge);
        loader = new Loader(
                kit, new Missed(parts.missed(), parts.settings().retry().giveUpAfter()));
        orphans = new Orphans(kit);
        Attendance attendance = new Attendance(parts);
        Look look = new Look(parts, holdings, loader, orphans, attendance, new Discards(kit), late);
        dispatcher = new Dispatcher(parts, attendance, look);
    }

    /** Starts claiming and publishing. To be called once. */
    public void start() {
        running = true;
        parts.publishers().addListener(this);
        parts.fellows().start(new Others());
        dispatcher.start();
    }

    /**
     * Stops claiming, gives back what was armed but not sent, and waits for the calls under way, but not longer than the
     * settings say: what has not answered by then is in doubt. Closes neither timer nor threads.
     *
     * @return completed once everything is stored, or cannot be for the time being
     */
    public CompletableFuture<Void> stop() {
        running = false;
        parts.publishers().removeListener(this);
        loader.stop();
        dispatcher.stop();
        parts.time().timer().schedule(parts.settings().stopPatience(), this::lastCall);
        awaitRest();
        return stopped;
    }

    private void awaitRest() {
        holdings.work().forEach(Holdings.Work::withdraw);
        if (dispatcher.isIdle() && !holdings.isPublishing() && writer.isIdle()) {
            finish();
        } else if (!stopped.isDone()) {
            parts.time().timer().schedule(POLL, this::awaitRest);
        }
    }

    /** Patience is over: what is still under way is in doubt, and there is a moment to store that. */
    private void lastCall() {
        if (!stopped.isDone()) {
            holdings.work().forEach(Holdings.Work::expire);
            parts.time().timer().schedule(Duration.ofSeconds(1), this::finish);
        }
    }

    private void finish() {
        if (stopped.complete(null)) {
            parts.journal().close();
        }
    }

    @Override
    public void nudge() {
        dispatcher.nudge();
    }

    @Override
    public void appeared(Platform platform) {
        dispatcher.appeared(platform);
    }

    @Override
    public void disappeared(Platform platform) {
        dispatcher.disappeared(platform);
    }

    @Override
    public Status status() {
        String problem = Stream.concat(
                        Stream.of(parts.fellows().problem(), dispatcher.problem(), orphans.problem(), writer.problem()),
                        holdings.stuck())
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(" "));
        return new Status(
                parts.claimant().node(),
                running && parts.fellows().mayClaim(),
                running ? problem : "It was stopped.",
                holdings.inFlight().get(),
                holdings.armed().get());
    }

    @Override
    public Load load() {
        return new Load(writer.open(), dispatcher.nextLook(), holdings.load());
    }

    /** What follows from the coming and going of other nodes. */
    private final class Others implements Fellows.Listener {

        @Override
        public void gone(Claimant run) {
            parts.store().endPreparing(run, parts.time().now());
            nudge();
        }

        @Override
        public void othersAreAtWork() {
            dispatcher.glance();
        }
    }

    /** What follows from something having been stored. */
    private final class Stored implements ResultWriter.Listener {

        @Override
        public void stored(List<Settlement> settlements, List<Settlement> refused) {
            settlements.forEach(settlement -> holdings.drop(settlement.claim()));
            settlements.stream().flatMap(Stored::wakes).min(Instant::compareTo).ifPresent(dispatcher::expect);
            settlements.forEach(this::lookAgain);
            Set<Settlement> others = new HashSet<>(refused);
            parts.observer()
                    .settled(settlements.stream()
                            .filter(settlement -> !others.contains(settlement))
                            .toList());
        }

        private static Stream<Instant> wakes(Settlement settlement) {
            Delivery delivery = settlement.delivery();
            Stream<Instant> next = delivery
                    .step()
                    .filter(step -> step.isChained() && delivery.state() == DeliveryState.PUBLISHED)
                    .map(step -> delivery.due())
                    .stream();
            Stream<Delivery> wanting = Stream.concat(Stream.of(delivery), settlement.steps().stream());
            return Stream.concat(next, wanting.flatMap(one -> one.wakeAt().stream()));
        }

        /** What a delivery was about to wait for may have come before it was stored that it waits. */
        private void lookAgain(Settlement settlement) {
            Delivery delivery = settlement.delivery();
            delivery.waitReason()
                    .filter(reason -> delivery.state() == DeliveryState.WAITING)
                    .map(reason -> look(reason, delivery))
                    .ifPresent(Runnable::run);
        }

        /** An expression, so that a new reason does not compile before somebody has thought of this. */
        private Runnable look(WaitReason reason, Delivery delivery) {
            return switch (reason) {
                case PUBLISHER_ABSENT -> () -> lookForPublisher(delivery);
                case ACCOUNT_NEEDS_RECONNECT -> () -> loader.lookAgain(delivery);
                // Nothing that the engine settles begins to wait for these, which people end.
                case APPROVAL_MISSING, QUEUE_PAUSED -> () -> {};
            };
        }

        private void lookForPublisher(Delivery delivery) {
            if (Following.isPresent(parts.publishers(), delivery)) {
                dispatcher.appeared(delivery.platform());
            } else if (delivery.step().isEmpty()) {
                dispatcher.waitedFor(delivery.platform());
            }
        }

        @Override
        public void knownBetter(AttemptId attempt, DeliveryId delivery, Optional<PublishOutcome> answer) {
            Instant now = parts.time().now();
            answer.ifPresentOrElse(
                    outcome -> late.arrived(attempt, delivery, outcome, now),
                    () -> late.neverSent(attempt, delivery, now));
            nudge();
        }

        @Override
        public void hastened(Instant wakeAt) {
            dispatcher.expect(wakeAt);
        }

        @Override
        public void prepared(AttemptId claim, Instant wakeAt) {
            holdings.drop(claim);
            dispatcher.expect(wakeAt);
        }
    }
}
