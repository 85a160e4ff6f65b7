package io.carillon.scheduler.internal.engine;

import io.carillon.api.model.WaitReason;
import io.carillon.api.publisher.Continue;
import io.carillon.api.publisher.PrepareOutcome;
import io.carillon.api.publisher.PreparedValue;
import io.carillon.api.publisher.PublishOutcome;
import io.carillon.api.publisher.PublisherProfile;
import io.carillon.api.publisher.Ready;
import io.carillon.api.publisher.ReauthorisationNeeded;
import io.carillon.api.publisher.Rejected;
import io.carillon.api.publisher.Throttled;
import io.carillon.api.publisher.Unavailable;
import io.carillon.api.publisher.spi.Publisher;
import io.carillon.api.service.Publishers;
import io.carillon.api.store.Claim;
import io.carillon.api.store.Settlement;
import io.carillon.scheduler.Timer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * An armed delivery on its way: prepared if that is still to be done, released at its instant, checked, marked and sent.
 * Nothing from its instant to the call touches the store.
 */
final class PublishTask implements Holdings.Work {

    /** What is later than this after it could have been sent is judged anew instead. */
    static final Duration TOO_LATE = Duration.ofSeconds(5);

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
    private final Lease lease;
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
        this.lease = lease;
        this.story = story;
        this.instant = instant;
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
                alarm = Optional.of(kit.time().timer().schedule(TOO_LATE, this::crowdedOut));
            }
            bulkhead.execute(Lane.PUBLISH, () -> guarded(step));
        } catch (RuntimeException | Error e) {
            kit.holdings().busy().decrementAndGet();
            disarm(kit.time().now().plus(TOO_LATE), "There was no thread to send it on: " + e);
        }
    }

    private void guarded(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException | Error e) {
            String why = Problems.describe(e, context.account());
            disarm(kit.time().now().plus(TOO_LATE), "It could not be sent: " + why);
            sending.ifPresent(call -> call.doubt("What came of the call could not be told: " + why));
        } finally {
            kit.holdings().busy().decrementAndGet();
        }
    }

    /** It waited in line for too long; until then it is better off in the store. */
    private void crowdedOut() {
        disarm(kit.time().now().plus(TOO_LATE), "All calls to " + profile.name() + " were taken.");
    }

    private void disarm(Instant wakeAt, String reason) {
        if (phase.compareAndSet(Phase.WAITING, Phase.OVER)) {
            unarmed(kit.disarming().notSent(story, wakeAt, reason));
        }
    }

    @Override
    public void withdraw() {
        if (phase.compareAndSet(Phase.WAITING, Phase.OVER)) {
            unarmed(kit.disarming().givenBack(story, instant));
        }
    }

    private void unarmed(Settlement settlement) {
        alarm.ifPresent(Timer.Task::cancel);
        kit.holdings().armed().decrementAndGet();
        kit.writer().unsent(settlement);
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
            last = PureCall.prepare(publisher.service(), context).fold(new Prepared());
        }
        if (last) {
            call();
        }
    }

    /** Whether preparing was the last thing that was waited for. */
    private final class Prepared implements PrepareOutcome.Cases<Boolean> {

        @Override
        public Boolean ready(Ready ready) {
            prepared = ready.value();
            return arrive(PREPARED);
        }

        @Override
        public Boolean goOn(Continue goOn) {
            return refused(new Unavailable("Preparing was put off to " + goOn.askAgainAt() + "."));
        }

        @Override
        public Boolean throttled(Throttled throttled) {
            return refused(throttled);
        }

        @Override
        public Boolean unavailable(Unavailable unavailable) {
            return refused(unavailable);
        }

        @Override
        public Boolean rejected(Rejected rejected) {
            return refused(rejected);
        }

        @Override
        public Boolean reauthorisationNeeded(ReauthorisationNeeded needed) {
            return refused(needed);
        }
    }

    /** The publisher said before the call what it would have said to it. */
    private boolean refused(PublishOutcome outcome) {
        if (phase.compareAndSet(Phase.WAITING, Phase.OVER)) {
            kit.heard(outcome, claim, context.account());
            unarmed(kit.verdicts().answered(story, outcome, kit.time().now()));
        }
        return false;
    }

    private void publisherGone() {
        if (phase.compareAndSet(Phase.WAITING, Phase.OVER)) {
            unarmed(kit.disarming()
                    .waiting(story, WaitReason.PUBLISHER_ABSENT, Problems.publisherAbsent(claim.delivery())));
        }
    }

    private void call() {
        Optional<Publishers.Use<Publisher>> use = kit.use(profile, claim);
        if (use.isEmpty()) {
            publisherGone();
            return;
        }
        try (Publishers.Use<Publisher> publisher = use.get()) {
            Optional<Budgets.Wait> held = kit.budgets()
                    .held(claim.delivery(), claim.kind(), kit.time().now(), profile);
            if (held.isPresent()) {
                waits(held.get());
            } else {
                refusal().ifPresentOrElse(reason -> disarm(kit.time().now(), reason), () -> send(publisher.service()));
            }
        }
    }

    /** Another post was told so since this one was armed. */
    private void waits(Budgets.Wait wait) {
        if (phase.compareAndSet(Phase.WAITING, Phase.OVER)) {
            unarmed(kit.disarming().waits(story, wait));
        }
    }

    /** Why it must not be sent any more. */
    private Optional<String> refusal() {
        if (kit.time().now().isBefore(instant.truncatedTo(ChronoUnit.MICROS))) {
            return Optional.of("The clock was set back before it could be sent.");
        }
        Instant latest = Time.later(instant, story.armedAt()).plus(TOO_LATE);
        if (kit.time().now().isAfter(latest)) {
            return Optional.of("It was armed, but could not be sent within " + TOO_LATE.toSeconds() + " s.");
        }
        return lease.covers(profile.callDeadline(), kit.time())
                ? Optional.empty()
                : Optional.of("The claim on it would have ended before the network's answer.");
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
