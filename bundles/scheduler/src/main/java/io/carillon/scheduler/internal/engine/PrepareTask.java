package io.carillon.scheduler.internal.engine;

import static io.carillon.api.model.DeliveryState.FAILED;

import io.carillon.api.model.Delivery;
import io.carillon.api.model.Preparation;
import io.carillon.api.model.Problem;
import io.carillon.api.publisher.Continue;
import io.carillon.api.publisher.PrepareOutcome;
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
import io.carillon.scheduler.RetryPolicy;
import io.carillon.scheduler.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One visit to prepare. Its delivery can be edited meanwhile, which ends the claim: whatever is stored after that is
 * refused.
 */
final class PrepareTask implements Holdings.Work {

    /** What a visit needs at least. */
    private static final Duration LEAST = Duration.ofSeconds(5);

    private final Kit kit;
    private final Claim claim;
    private final PublisherProfile profile;
    private final CallContext context;
    private final Lease lease;
    private final Network network;
    private final CallWatch watch;
    private final AtomicBoolean begun = new AtomicBoolean();
    private final AtomicBoolean over = new AtomicBoolean();

    PrepareTask(Kit kit, Claim claim, PublisherProfile profile, CallContext context, Lease lease) {
        this.kit = kit;
        this.claim = claim;
        this.profile = profile;
        this.context = context;
        this.lease = lease;
        network = kit.holdings().network(profile.platform());
        watch = network.watch();
    }

    void begin() {
        kit.holdings().begin(claim, this);
        kit.memory().begunInTime(claim.delivery().id());
        if (claim.wake().isAfter(kit.time().now())) {
            kit.time().timer().schedule(claim.wake(), this::queue);
        } else {
            queue();
        }
    }

    private void queue() {
        if (network.isCrowdedInBackground()) {
            giveBack(retry().base().multipliedBy(10));
            return;
        }
        try {
            network.bulkhead().execute(Lane.BACKGROUND, latestStart(), this::run);
        } catch (RuntimeException | Error e) {
            giveBack(retry().base());
        }
    }

    /** What would be late first, if it were put off, goes first: a large upload before a small one for the same instant. */
    private Instant latestStart() {
        return instant().minus(network.pace().expected(Pace.bytes(context.message())));
    }

    private void run() {
        if (!begun.compareAndSet(false, true)) {
            return;
        }
        Optional<Publishers.Use<Publisher>> use = kit.use(profile, claim);
        if (use.isEmpty() || !lease.covers(LEAST, kit.time())) {
            use.ifPresent(Publishers.Use::close);
            giveBack(use.isEmpty() ? kit.parts().settings().absentGrace() : Duration.ZERO);
            return;
        }
        Duration rest = Duration.between(kit.time().now(), lease.until());
        Timer.Task deadline = kit.time().timer().schedule(rest, this::expire);
        try (Publishers.Use<Publisher> publisher = use.get()) {
            long begun = kit.time().timer().nanoTime();
            Instant from = kit.time().now();
            PrepareOutcome outcome = prepare(publisher.service());
            Visit visit = Visit.of(outcome);
            watch.isBack();
            learn(outcome, kit.time().timer().nanoTime() - begun);
            kit.parts()
                    .observer()
                    .prepared(
                            profile.platform(),
                            visit.result(),
                            kit.time().timer().nanoTime() - begun);
            if (over.compareAndSet(false, true)) {
                judge(kit.renewed(outcome, context.account()));
            }
            // After the judgement, which is waited for; this is only told.
            kit.writer()
                    .evidence(visit.attempt(kit.parts(), claim, from, kit.time().now()));
        } finally {
            deadline.cancel();
        }
    }

    /** From whole uploads only. */
    private void learn(PrepareOutcome outcome, long nanos) {
        if (outcome instanceof Ready && claim.prepared().isEmpty()) {
            network.pace().learn(Pace.bytes(context.message()), nanos);
        }
    }

    private PrepareOutcome prepare(Publisher publisher) {
        try {
            PrepareOutcome outcome = publisher.prepare(
                    context.preparing(value -> kit.parts().store().checkpoint(claim.id(), value)), claim.prepared());
            return outcome != null ? outcome : new Unavailable("The publisher prepared nothing.");
        } catch (Throwable e) {
            return new Unavailable("Preparing failed: " + Problems.describe(e, context.account()));
        }
    }

    private void judge(PrepareOutcome outcome) {
        Instant now = kit.time().now();
        kit.heard(outcome, claim, context.account());
        if (outcome instanceof Ready || outcome instanceof Continue) {
            kit.memory().startCountingAnew(claim.delivery().id());
        }
        outcome.fold(new PrepareOutcome.Cases<Void>() {

            @Override
            public Void ready(Ready ready) {
                PrepareTask.this.ready(ready, now);
                return null;
            }

            @Override
            public Void goOn(Continue goOn) {
                PrepareTask.this.goOn(goOn, now);
                return null;
            }

            @Override
            public Void throttled(Throttled throttled) {
                again(Optional.of(throttled.retryAt()), Problems.of(Problems.THROTTLED, throttled.reason()), now);
                return null;
            }

            @Override
            public Void unavailable(Unavailable unavailable) {
                again(Optional.empty(), Problems.of(Problems.UNAVAILABLE, unavailable.reason()), now);
                return null;
            }

            @Override
            public Void rejected(Rejected rejected) {
                settle(failed(rejected.problem()));
                return null;
            }

            @Override
            public Void reauthorisationNeeded(ReauthorisationNeeded needed) {
                Problem problem = Problems.of(Problems.RECONNECT, needed.reason());
                settle(Fate.reconnect(claim.delivery(), problem));
                return null;
            }
        });
    }

    private void ready(Ready ready, Instant now) {
        Instant use = Time.later(now, instant());
        // What expires before it can be used is prepared again then.
        Instant wakeAt = ready.expiresAt()
                .filter(end -> !end.isAfter(use))
                .map(end -> Time.later(end, now.plus(retry().base())))
                .orElse(use);
        kit.writer().finishPreparing(claim.id(), ready.value(), true, ready.expiresAt(), wakeAt);
    }

    private void goOn(Continue goOn, Instant now) {
        Instant wakeAt = Time.later(goOn.askAgainAt(), now);
        kit.writer().finishPreparing(claim.id(), goOn.value(), false, Optional.empty(), wakeAt);
    }

    private void again(Optional<Instant> askedFor, Problem problem, Instant now) {
        int failures = kit.memory().failed(claim.delivery().id());
        Instant wakeAt = askedFor.filter(now::isBefore)
                .orElseGet(() -> now.plus(retry().delay(failures, kit.parts().random())));
        if (retry().givesUp(failures, Duration.between(instant(), wakeAt))) {
            kit.memory().startCountingAnew(claim.delivery().id());
            settle(failed(Problems.gaveUp(failures, problem)));
            return;
        }
        settle(claim.delivery().toBuilder()
                .preparation(Preparation.PENDING)
                .wakeAt(Optional.of(wakeAt))
                .problem(Optional.of(problem))
                .build());
    }

    private Delivery failed(Problem problem) {
        return Fate.unsendable(claim.delivery(), Problems.of(problem.code(), problem.detail()));
    }

    private Instant instant() {
        return claim.delivery().retryAt().orElse(claim.delivery().due());
    }

    private void giveBack(Duration delay) {
        if (over.compareAndSet(false, true)) {
            Instant wakeAt = Time.later(claim.wake(), kit.time().now().plus(delay));
            settle(claim.delivery().toBuilder().wakeAt(Optional.of(wakeAt)).build());
        }
    }

    private void settle(Delivery after) {
        boolean useless = after.state() == FAILED;
        kit.writer()
                .settle(
                        new Settlement(claim.id(), after, Optional.empty(), Optional.empty(), useless),
                        Optional.empty());
    }

    private RetryPolicy retry() {
        return kit.parts().settings().retry();
    }

    @Override
    public void withdraw() {
        if (begun.compareAndSet(false, true)) {
            giveBack(Duration.ZERO);
        }
    }

    /** The claim has ended: what comes back now is refused by the store, and the next visit starts from the checkpoint. */
    @Override
    public void expire() {
        if (over.compareAndSet(false, true)) {
            watch.isLate();
            kit.holdings().drop(claim.id());
            kit.nudge().run();
        }
    }
}
