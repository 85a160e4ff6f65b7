package io.carillon.scheduler.internal.engine;

import io.carillon.api.model.Attempt;
import io.carillon.api.model.DeliveryId;
import io.carillon.api.model.Publication;
import io.carillon.api.publisher.DoubtClass;
import io.carillon.api.publisher.PastAttempt;
import io.carillon.api.publisher.PrepareAgain;
import io.carillon.api.publisher.PreparedValue;
import io.carillon.api.publisher.PublishOutcome;
import io.carillon.api.publisher.Published;
import io.carillon.api.publisher.PublisherProfile;
import io.carillon.api.publisher.Ready;
import io.carillon.api.publisher.ReconcileOutcome;
import io.carillon.api.publisher.ReconcileOutcome.AskAgain;
import io.carillon.api.publisher.spi.Publisher;
import io.carillon.api.service.Publishers;
import io.carillon.api.store.Claim;
import io.carillon.api.store.Settlement;
import io.carillon.scheduler.Timer;
import io.carillon.scheduler.internal.engine.DoubtVerdicts.Asked;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Settles a doubt: by a late answer if there is one, else by asking the network. Where the network says that repeating
 * is harmless, the same call is made again while the delivery is still in doubt, so that nobody can edit it meanwhile
 * and its key stays frozen.
 */
final class ReconcileTask implements Holdings.Work {

    /** How soon to look again while the call in doubt may still come back. */
    private static final Duration OUTSTANDING = Duration.ofSeconds(15);

    private final Kit kit;
    private final Claim claim;
    private final Claim.Doubted doubted;
    private final PublisherProfile profile;
    private final CallContext context;
    private final Lease lease;
    private final CallWatch watch;
    private final AtomicBoolean begun = new AtomicBoolean();
    private final AtomicBoolean over = new AtomicBoolean();
    private volatile Asked asked;
    private volatile boolean repeating;

    ReconcileTask(
            Kit kit, Claim claim, Claim.Doubted doubted, PublisherProfile profile, CallContext context, Lease lease) {
        this.kit = kit;
        this.claim = claim;
        this.doubted = doubted;
        this.profile = profile;
        this.context = context;
        this.lease = lease;
        watch = kit.holdings().network(profile.platform()).watch();
        asked = new Asked(claim, doubted, kit.time().now());
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
        try {
            kit.holdings().network(profile.platform()).bulkhead().execute(Lane.BACKGROUND, this::run);
        } catch (RuntimeException | Error e) {
            settle(kit.doubts()
                    .givenBack(asked, kit.doubts().nextAsk(asked, kit.time().now())));
        }
    }

    private void run() {
        if (over.get() || !begun.compareAndSet(false, true)) {
            return;
        }
        Instant now = kit.time().now();
        asked = new Asked(claim, doubted, now);
        Optional<Settlement> late = kit.late().find(doubted.attempt()).flatMap(known -> kit.hindsights()
                .settled(asked, known, doubtClass(), now));
        if (late.isPresent()) {
            kit.late().taken(doubted.attempt());
            settle(late.get());
            return;
        }
        Optional<Publishers.Use<Publisher>> use = kit.use(profile, claim);
        if (use.isEmpty() || !lease.covers(profile.callDeadline(), kit.time())) {
            Duration pause = use.isEmpty() ? kit.parts().settings().absentGrace() : Duration.ZERO;
            settle(kit.doubts().givenBack(asked, now.plus(pause)));
            use.ifPresent(Publishers.Use::close);
            return;
        }
        Timer.Task deadline = kit.time().timer().schedule(profile.callDeadline(), this::expire);
        try (Publishers.Use<Publisher> publisher = use.get()) {
            ask(publisher.service());
        } finally {
            watch.isBack();
            deadline.cancel();
        }
    }

    /** What the network offers to this very account. */
    private DoubtClass doubtClass() {
        Optional<Publishers.Use<Publisher>> use = kit.use(profile, claim);
        if (use.isEmpty()) {
            return profile.doubt();
        }
        try (Publishers.Use<Publisher> publisher = use.get()) {
            return publisher.service().capabilities(context.account()).doubt();
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            // A plugin's bug must not keep a doubt from being settled as its profile has it.
            return profile.doubt();
        }
    }

    private void ask(Publisher publisher) {
        Optional<PreparedValue> sent = claim.prepared()
                .or(() -> Calls.prepare(publisher, context) instanceof Ready ready
                        ? Optional.of(ready.value())
                        : Optional.empty());
        if (sent.isEmpty()) {
            later("What was sent cannot be told, since preparing it again failed.");
            return;
        }
        ReconcileOutcome outcome;
        try {
            PastAttempt attempt =
                    new PastAttempt(doubted.attempt(), doubted.startedAt(), sent.get(), doubted.asked(), lastEnd());
            outcome = publisher.reconcile(context.until(kit.time().now().plus(profile.callDeadline())), attempt);
        } catch (Throwable e) {
            later("Asking the network failed: " + Problems.describe(e, context.account()));
            return;
        }
        if (outcome == null) {
            later("The publisher of " + profile.name() + " returned nothing.");
            return;
        }
        judge(outcome, publisher, sent.get());
    }

    private void judge(ReconcileOutcome outcome, Publisher publisher, PreparedValue sent) {
        Instant at = kit.time().now();
        // A text that was edited meanwhile on other accounts is not what was sent here: not finding it says nothing.
        boolean known = claim.delivery().step().isPresent()
                || claim.post().saysTheSameAsAt(claim.delivery().revision());
        String unknown = "The post was edited after it was sent here, so that a look for its text says nothing.";
        outcome.fold(new ReconcileOutcome.Cases<Void>() {

            @Override
            public Void found(ReconcileOutcome.Found found) {
                mine(found.publication(), at);
                return null;
            }

            @Override
            public Void absent() {
                if (isOutstanding()) {
                    // The call may still get through: the network can only say what is there now.
                    settle(kit.doubts().askAgain(asked, soon("The call itself has not come back yet.", at), at));
                } else {
                    settle(known ? kit.doubts().absent(asked, at) : kit.doubts().held(asked, unknown, at));
                }
                return null;
            }

            @Override
            public Void repeatSafe() {
                if (known) {
                    repeat(publisher, sent);
                } else {
                    settle(kit.doubts().held(asked, unknown, at));
                }
                return null;
            }

            @Override
            public Void askAgain(AskAgain again) {
                settle(kit.doubts().askAgain(asked, sooner(again, at), at));
                return null;
            }

            @Override
            public Void unknown(ReconcileOutcome.Unknown never) {
                settle(
                        isOutstanding()
                                ? kit.doubts().askAgain(asked, soon(never.evidence(), at), at)
                                : kit.doubts().held(asked, never.evidence(), at));
                return null;
            }
        });
    }

    private void mine(Publication found, Instant at) {
        Optional<DeliveryId> rival;
        Optional<DeliveryId> owner;
        try {
            rival = kit.rivals().of(claim.delivery(), context, profile, at);
            owner = rival.isPresent()
                    ? Optional.empty()
                    : kit.owners().take(claim.delivery(), found.remoteId(), doubted.startedAt());
        } catch (RuntimeException | Error e) {
            later("It was found as " + found.remoteId() + ", but whose that is could not be looked up: "
                    + Problems.describe(e, context.account()));
            return;
        }
        if (rival.isPresent()) {
            later("What was found there, " + found.remoteId() + ", may be what the delivery " + rival.get()
                    + " has sent, which says the same and is not settled yet.");
        } else if (owner.isPresent()) {
            settle(kit.doubts()
                    .held(
                            asked,
                            "What was found there, " + found.remoteId() + ", is what the delivery " + owner.get()
                                    + " published, which says the same.",
                            at));
        } else if (!settle(kit.doubts().found(asked, found, at))) {
            remember(new Published(found));
        }
    }

    private boolean isOutstanding() {
        return kit.late().isOutstanding(doubted.attempt()) || isOutElsewhere();
    }

    /** The node that made the call lives: it has not come back yet, or that node settles the doubt by what it said. */
    private boolean isOutElsewhere() {
        try {
            List<Attempt> story = kit.parts().posts().attempts(claim.delivery().id());
            return story.stream()
                    .filter(line -> line.id().equals(doubted.attempt())
                            && line.kind() == Attempt.Kind.PUBLISH
                            && line.answeredAt().isEmpty())
                    .filter(call -> story.stream().noneMatch(line -> saidNothing(call, line)))
                    .anyMatch(call -> kit.parts().fellows().lives(call.node(), call.armedAt()));
        } catch (RuntimeException | Error e) {
            // Nobody knows; it is asked again soon.
            return true;
        }
    }

    /** When the call in doubt came back, be it late, or the latest repetition of it. */
    private Optional<Instant> lastEnd() {
        return kit.parts().posts().attempts(claim.delivery().id()).stream()
                .filter(line -> line.kind() == Attempt.Kind.PUBLISH || line.kind() == Attempt.Kind.LATE_ANSWER)
                .flatMap(line -> line.answeredAt().stream())
                .filter(end -> !end.isBefore(doubted.startedAt()))
                .max(Comparator.naturalOrder());
    }

    private static boolean saidNothing(Attempt call, Attempt line) {
        return line.kind() == Attempt.Kind.LATE_ANSWER
                && line.result() == Attempt.Result.INDETERMINATE
                && line.number() == call.number()
                && line.node().equals(call.node());
    }

    /** The late answer may come any moment, and settles more than the network will say. */
    private AskAgain sooner(AskAgain again, Instant at) {
        AskAgain soon = soon(again.reason(), at);
        return isOutstanding() && again.at().isAfter(soon.at()) ? soon : again;
    }

    private static AskAgain soon(String reason, Instant at) {
        return new AskAgain(at.plus(OUTSTANDING), reason);
    }

    private void repeat(Publisher publisher, PreparedValue sent) {
        repeating = true;
        if (over.get()) {
            return;
        }
        if (!lease.covers(profile.callDeadline(), kit.time())) {
            settle(kit.doubts().givenBack(asked, kit.time().now()));
            return;
        }
        Instant entry = kit.time().now();
        PublishOutcome answer = Calls.publish(publisher, profile, context, sent, entry);
        Settlement settlement = repeated(answer, entry, kit.time().now());
        kit.heard(answer, claim, context.account());
        if (!settle(settlement) && answer instanceof Published) {
            remember(answer);
        }
    }

    /** The network has nothing under this key and cannot take what was prepared: only something fresh can get there. */
    private Settlement repeated(PublishOutcome answer, Instant entry, Instant at) {
        return answer instanceof PrepareAgain again && !isOutstanding()
                ? kit.doubts().voided(asked, again.reason(), at)
                : kit.repeats().answered(asked, entry, answer, at);
    }

    /** It came too late for this claim; the next one need not ask again. */
    private void remember(PublishOutcome published) {
        kit.late()
                .arrived(
                        doubted.attempt(),
                        claim.delivery().id(),
                        published,
                        kit.time().now());
    }

    private void later(String reason) {
        Instant at = kit.time().now();
        Instant next = repeating
                ? kit.doubts().nextAskAfterCall(asked, at)
                : kit.doubts().nextAsk(asked, at);
        settle(kit.doubts().askAgain(asked, new AskAgain(next, reason), at));
    }

    private boolean settle(Settlement settlement) {
        boolean first = over.compareAndSet(false, true);
        if (first) {
            kit.writer().settle(kit.withSteps(settlement, () -> Optional.of(claim.post())), Optional.empty());
        }
        return first;
    }

    @Override
    public void withdraw() {
        if (begun.compareAndSet(false, true)) {
            settle(kit.doubts().givenBack(asked, Time.later(claim.wake(), asked.askedAt())));
        }
    }

    @Override
    public void expire() {
        watch.isLate();
        later("No answer within " + profile.callDeadline().toSeconds() + " s.");
    }
}
