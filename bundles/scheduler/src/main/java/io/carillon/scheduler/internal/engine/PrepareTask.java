package io.carillon.scheduler.internal.engine;

import io.carillon.api.model.MediaFile;
import io.carillon.api.publisher.PrepareOutcome;
import io.carillon.api.publisher.PublisherProfile;
import io.carillon.api.publisher.Ready;
import io.carillon.api.publisher.Unavailable;
import io.carillon.api.publisher.spi.Publisher;
import io.carillon.api.service.Publishers;
import io.carillon.api.service.UploadPace;
import io.carillon.api.store.Claim;
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
        return VisitEnd.instant(claim).minus(pace().expected(profile.platform(), uploadBytes()));
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
            kit.memory().visited(claim.delivery().id(), claim.prepared().isEmpty(), begun);
            Instant from = kit.time().now();
            PrepareOutcome outcome = prepare(publisher.service());
            Visit visit = Visit.of(outcome);
            watch.isBack();
            learn(outcome);
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

    /** From what went through without trouble, however many visits it took. */
    private void learn(PrepareOutcome outcome) {
        if (outcome instanceof Ready) {
            kit.memory().begunNanos(claim.delivery().id()).ifPresent(begun -> pace().learn(
                            profile.platform(),
                            uploadBytes(),
                            Duration.ofNanos(kit.time().timer().nanoTime() - begun)));
        }
    }

    private UploadPace pace() {
        return kit.parts().publishers().pace();
    }

    private long uploadBytes() {
        return context.message().attachments().stream()
                .flatMap(attachment -> attachment.file().stream())
                .mapToLong(MediaFile::bytes)
                .sum();
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
        VisitEnd end = new VisitEnd(kit, claim, kit.time().now());
        kit.heard(outcome, claim, context.account());
        outcome.fold(end);
    }

    private void giveBack(Duration delay) {
        if (over.compareAndSet(false, true)) {
            new VisitEnd(kit, claim, kit.time().now()).givenBack(delay);
        }
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
