package io.carillon.scheduler.internal.engine;

import io.carillon.api.publisher.PrepareOutcome;
import io.carillon.api.publisher.PreparedValue;
import io.carillon.api.publisher.PublishOutcome;
import io.carillon.api.publisher.PublisherProfile;
import io.carillon.api.publisher.Ready;
import io.carillon.api.publisher.spi.Publisher;
import io.carillon.api.service.Publishers;
import io.carillon.api.store.Claim;
import io.carillon.api.store.Settlement;
import io.carillon.scheduler.Timer;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * An armed delivery on its way: prepared if that is still to be done, released at its instant, checked, marked and sent.
 * Nothing from its instant to the call touches the store.
 */
final class PublishTask implements Holdings.Work {

    private enum Phase {
        WAITING,
        SENT,
        OVER
    }

    private static final int PREPARED = 1;
    private static final int RELEASED = 2;
    private static final int GO = PREPARED | RELEASED;

    private final Kit kit;
    private final Claim claim;
    private final PublisherProfile profile;
    private final CallContext context;
    private final LastCheck check;
    private final Instant instant;
    private final Bulkhead bulkhead;
    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.WAITING);
    private final AtomicInteger progress = new AtomicInteger();
    private final Story story;
    private volatile PreparedValue prepared = PreparedValue.NOTHING;
    private volatile Optional<Sending> sending = Optional.empty();
    private volatile Optional<Timer.Task> alarm = Optional.empty();

    PublishTask(
            Kit kit,
            Claim claim,
            PublisherProfile profile,
            CallContext context,
            Lease lease,
            Story story,
            Instant instant) {
        this.kit = kit;
        this.claim = claim;
        this.profile = profile;
        this.context = context;
        this.story = story;
        this.instant = instant;
        check = new LastCheck(instant, story.armedAt(), lease, profile);
        bulkhead = kit.holdings().network(profile.platform()).bulkhead();
    }

    /** Starts it on its way. */
    void begin() {
        kit.holdings().armed().incrementAndGet();
        kit.holdings().begin(claim, this);
        claim.prepared().ifPresent(value -> {
            prepared = value;
            progress.set(PREPARED);
        });
        if (!instant.isAfter(kit.time().now())) {
            progress.getAndUpdate(bits -> bits | RELEASED);
            queue(claim.prepared().isPresent() ? this::call : this::prepareAndCall);
            return;
        }
        if (claim.prepared().isEmpty()) {
            queue(this::prepareAndCall);
        }
        alarm = Optional.of(kit.time().timer().schedule(instant, this::release));
    }

    private void release() {
        if (arrive(RELEASED)) {
            queue(this::call);
        }
    }

    /** Of the two things that must have happened, one has. @return whether it was the last */
    private boolean arrive(int what) {
        return (progress.getAndUpdate(bits -> bits | what) | what) == GO;
    }

    private void queue(Runnable step) {
        kit.holdings().busy().incrementAndGet();
        try {
            if (bulkhead.isFull()) {
                alarm = Optional.of(kit.time().timer().schedule(LastCheck.TOO_LATE, this::crowdedOut));
            }
            bulkhead.execute(Lane.PUBLISH, () -> guarded(step));
        } catch (RuntimeException | Error e) {
            kit.holdings().busy().decrementAndGet();
            disarm(kit.time().now().plus(LastCheck.TOO_LATE), "There was no thread to send it on: " + e);
        }
    }

    private void guarded(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException | Error e) {
            String why = Problems.describe(e, context.account());
            disarm(kit.time().now().plus(LastCheck.TOO_LATE), "It could not be sent: " + why);
            sending.ifPresent(call -> call.doubt("What came of the call could not be told: " + why));
        } finally {
            kit.holdings().busy().decrementAndGet();
        }
    }

    /** It waited in line for too long; until then it is better off in the store. */
    private void crowdedOut() {
        disarm(kit.time().now().plus(LastCheck.TOO_LATE), "All calls to " + profile.name() + " were taken.");
    }

    private void disarm(Instant wakeAt, String reason) {
        end(() -> kit.disarming().notSent(story, wakeAt, reason));
    }

    @Override
    public void withdraw() {
        end(() -> kit.disarming().givenBack(story, instant));
    }

    /** It is not sent any more, unless it was or that has been settled already. */
    private void end(Supplier<Settlement> verdict) {
        if (phase.compareAndSet(Phase.WAITING, Phase.OVER)) {
            Settlement settlement = verdict.get();
            alarm.ifPresent(Timer.Task::cancel);
            kit.holdings().armed().decrementAndGet();
            kit.writer().unsent(settlement);
        }
    }

    private void prepareAndCall() {
        if (phase.get() != Phase.WAITING) {
            return;
        }
        Optional<Publishers.Use<Publisher>> use = kit.use(profile, claim);
        if (use.isEmpty()) {
            publisherGone();
            return;
        }
        boolean last;
        try (Publishers.Use<Publisher> publisher = use.get()) {
            last = keep(Calls.prepare(publisher.service(), context));
        }
        if (last) {
            call();
        }
    }

    /** @return whether preparing was the last thing that was waited for */
    private boolean keep(PrepareOutcome outcome) {
        if (outcome instanceof Ready ready) {
            prepared = ready.value();
            return arrive(PREPARED);
        }
        outcome.fold(new EarlyAnswer()).ifPresent(this::refused);
        return false;
    }

    /** The publisher said before the call what it would have said to it. */
    private void refused(PublishOutcome outcome) {
        end(() -> {
            kit.heard(outcome, claim, context.account());
            return kit.verdicts().answered(story, outcome, kit.time().now());
        });
    }

    private void publisherGone() {
        end(() -> kit.disarming().publisherWaits(story, Problems.publisherAbsent(claim.delivery())));
    }

    private void call() {
        Optional<Publishers.Use<Publisher>> use = kit.use(profile, claim);
        if (use.isEmpty()) {
            publisherGone();
            return;
        }
        try (Publishers.Use<Publisher> publisher = use.get()) {
            Optional<Budgets.Wait> held =
                    kit.budgets().enter(claim.delivery(), kit.time().now(), profile);
            if (held.isPresent()) {
                // Another post was told so since this one was armed, or took what was left.
                end(() -> kit.disarming().waits(story, held.get()));
                return;
            }
            check.objection(kit.time())
                    .ifPresentOrElse(reason -> disarm(kit.time().now(), reason), () -> send(publisher.service()));
        }
    }

    private void send(Publisher publisher) {
        if (!phase.compareAndSet(Phase.WAITING, Phase.SENT)) {
            return;
        }
        alarm.ifPresent(Timer.Task::cancel);
        kit.holdings().armed().decrementAndGet();
        Sending call = new Sending(kit, claim, profile, context, prepared, instant, story);
        sending = Optional.of(call);
        call.send(publisher);
    }

    @Override
    public void expire() {
        sending.ifPresent(Sending::expire);
    }
}
