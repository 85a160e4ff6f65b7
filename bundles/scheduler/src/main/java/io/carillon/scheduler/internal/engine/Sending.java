package io.carillon.scheduler.internal.engine;

import io.carillon.api.publisher.Indeterminate;
import io.carillon.api.publisher.PreparedValue;
import io.carillon.api.publisher.PublishOutcome;
import io.carillon.api.publisher.PublisherProfile;
import io.carillon.api.publisher.spi.Publisher;
import io.carillon.api.store.Claim;
import io.carillon.api.store.Settlement;
import io.carillon.scheduler.Journal;
import io.carillon.scheduler.Timer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** The one call of an attempt: marked, made, and settled by its answer, or as a doubt if that does not come in time. */
final class Sending {

    private final Kit kit;
    private final Claim claim;
    private final PublisherProfile profile;
    private final CallContext context;
    private final PreparedValue prepared;
    private final Instant instant;
    private final CallWatch watch;
    private final AtomicBoolean calling = new AtomicBoolean();
    private volatile Story story;
    private volatile Optional<Journal.Mark> mark = Optional.empty();

    Sending(
            Kit kit,
            Claim claim,
            PublisherProfile profile,
            CallContext context,
            PreparedValue prepared,
            Instant instant,
            Story story) {
        this.kit = kit;
        this.claim = claim;
        this.profile = profile;
        this.context = context;
        this.prepared = prepared;
        this.instant = instant;
        this.story = story;
        watch = kit.holdings().network(profile.platform()).watch();
    }

    void send(Publisher publisher) {
        Instant now = kit.time().now();
        try {
            mark = Optional.of(kit.parts().journal().mark(claim.id(), now));
        } catch (RuntimeException | Error e) {
            String why = "That it was about to be sent could not be noted: " + e.getMessage();
            kit.writer().unsent(kit.disarming().notSent(story, now.plus(PublishTask.TOO_LATE), why));
            return;
        }
        calling.set(true);
        kit.holdings().inFlight().incrementAndGet();
        Timer.Task deadline = kit.time().timer().schedule(profile.callDeadline(), this::expire);
        PublishOutcome outcome = kit.renewed(publish(publisher), context.account());
        deadline.cancel();
        watch.isBack();
        kit.holdings().inFlight().decrementAndGet();
        answered(outcome);
    }

    private PublishOutcome publish(Publisher publisher) {
        Instant entry = kit.time().now();
        story = story.sent(entry);
        try {
            PublishOutcome outcome = publisher.publish(context.until(entry.plus(profile.callDeadline())), prepared);
            return outcome != null
                    ? outcome
                    : new Indeterminate("The publisher of " + profile.name() + " returned nothing.");
        } catch (Throwable e) {
            // Whatever it is, a request may be on its way; only the network can tell.
            return new Indeterminate("The publisher failed: " + Problems.describe(e, context.account()));
        }
    }

    private void answered(PublishOutcome outcome) {
        Instant at = kit.time().now();
        Settlement settlement =
                kit.withSteps(kit.verdicts().answered(story, outcome, at), () -> Optional.of(claim.post()));
        kit.heard(outcome, claim, context.account());
        if (calling.compareAndSet(true, false)) {
            try {
                mark.ifPresent(noted -> noted.answered(outcome, at));
            } finally {
                kit.writer().answered(settlement, mark, outcome);
            }
            tellEntry();
            return;
        }
        kit.late().arrived(claim.id(), claim.delivery().id(), outcome, at);
        settlement.attempt().ifPresent(attempt -> kit.writer()
                .evidence(LateAnswers.evidence(attempt, kit.parts().ids().get())));
        kit.nudge().run();
    }

    /** Ends waiting for the answer. */
    void expire() {
        if (doubt("No answer within " + profile.callDeadline().toSeconds() + " s.")) {
            watch.isLate();
            kit.late().await(claim.id());
        }
    }

    /** Only now that the call is over: before it, even a microsecond would be one too many. */
    private void tellEntry() {
        story.sentAt()
                .ifPresent(entry ->
                        kit.parts().observer().entered(profile.platform(), ChronoUnit.NANOS.between(instant, entry)));
    }

    /** @return false if it was not being sent at this moment */
    boolean doubt(String reason) {
        boolean first = calling.compareAndSet(true, false);
        if (first) {
            Instant now = kit.time().now();
            kit.writer().settle(kit.verdicts().inDoubt(story, Optional.empty(), reason, now), mark);
            tellEntry();
        }
        return first;
    }
}
