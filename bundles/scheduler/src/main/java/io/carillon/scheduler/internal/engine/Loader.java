package io.carillon.scheduler.internal.engine;

import io.carillon.api.model.Account;
import io.carillon.api.model.AccountId;
import io.carillon.api.model.AccountStatus;
import io.carillon.api.model.Delivery;
import io.carillon.api.model.Platform;
import io.carillon.api.model.Preparation;
import io.carillon.api.model.Problem;
import io.carillon.api.model.StoredPost;
import io.carillon.api.model.WaitReason;
import io.carillon.api.publisher.PublisherProfile;
import io.carillon.api.publisher.ReconcileOutcome.AskAgain;
import io.carillon.api.store.Claim;
import io.carillon.api.store.ClaimKind;
import io.carillon.api.store.Settlement;
import io.carillon.scheduler.RetryPolicy;
import io.carillon.scheduler.internal.engine.DoubtVerdicts.Asked;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Loads everything that claimed deliveries need, so that nothing is left to be read at their instant. */
final class Loader {

    /** How much earlier than the look-ahead allows a delivery may have been claimed. */
    private static final Duration SLACK = Duration.ofSeconds(1);

    private static final Duration MAX_PAUSE = Duration.ofMinutes(1);

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);

    private record Batch(List<Claim> claims, Instant claimedAt, long begun) {}

    private final Kit kit;
    private final Missed missed;
    private volatile boolean stopped;

    Loader(Kit kit, Missed missed) {
        this.kit = kit;
        this.missed = missed;
    }

    /** From now on everything is given back. */
    void stop() {
        stopped = true;
    }

    /**
     * Takes claims over.
     *
     * @param claimedAt the wall clock before they were asked for
     * @param begun the timer's reading then
     */
    void take(List<Claim> claims, Instant claimedAt, long begun) {
        Map<Platform, List<Claim>> byPlatform = new LinkedHashMap<>();
        for (Claim claim : claims) {
            kit.holdings().take(claim);
            byPlatform
                    .computeIfAbsent(claim.delivery().platform(), p -> new ArrayList<>())
                    .add(claim);
        }
        // One task for each network: a slow token refresh of one never holds up another.
        byPlatform.values().forEach(group -> submit(new Batch(group, claimedAt, begun)));
    }

    private void submit(Batch batch) {
        try {
            kit.parts().workers().loader().execute(() -> load(batch));
        } catch (RuntimeException | Error e) {
            batch.claims().forEach(claim -> giveBack(claim, batch.claimedAt(), Duration.ZERO, Optional.empty()));
        }
    }

    private void load(Batch batch) {
        Map<AccountId, Optional<Account>> accounts = new HashMap<>();
        for (Claim claim : batch.claims()) {
            try {
                load(claim, batch, accounts);
            } catch (RuntimeException | Error e) {
                notLoaded(claim, batch, "What it needs could not be loaded: " + e);
            }
        }
    }

    private void load(Claim claim, Batch batch, Map<AccountId, Optional<Account>> accounts) {
        Delivery delivery = claim.delivery();
        Optional<PublisherProfile> profile = kit.parts().publishers().profile(delivery.platform());
        if (stopped || profile.isEmpty()) {
            giveBack(claim, batch.claimedAt(), Duration.ZERO, Optional.empty());
            return;
        }
        if (isTooEarly(claim, batch, profile.get()) || isTooLate(claim) || isInVain(claim, profile.get())) {
            return;
        }
        Optional<Account> account = accounts.computeIfAbsent(
                delivery.account(), id -> kit.parts().accounts().withGrant(delivery.workspace(), id));
        if (account.isEmpty()) {
            accountWaits(
                    claim,
                    batch,
                    "The account " + delivery.account()
                            + " is not there any more. Connect it again, or choose another account for the post.");
            return;
        }
        if (!isUsable(account.get())) {
            accountWaits(claim, batch, account.get());
            return;
        }
        begin(claim, batch, profile.get(), account.get());
    }

    /** Wakes a delivery that was parked for its account, should that have been connected again meanwhile. */
    void lookAgain(Delivery parked) {
        try {
            kit.parts().workers().loader().execute(() -> wakeIfUsable(parked));
        } catch (RuntimeException | Error e) {
            lookAgainLater(parked);
        }
    }

    private void wakeIfUsable(Delivery parked) {
        try {
            Optional<Account> account = kit.parts().accounts().withGrant(parked.workspace(), parked.account());
            if (account.filter(Loader::isUsable).isPresent()) {
                kit.parts().store().unparkAccount(parked.account(), kit.time().now());
                kit.nudge().run();
            }
        } catch (RuntimeException | Error e) {
            lookAgainLater(parked);
        }
    }

    private void lookAgainLater(Delivery parked) {
        if (!stopped) {
            kit.time().timer().schedule(LOOK_AGAIN, () -> lookAgain(parked));
        }
    }

    /** As with a network that cannot be reached, this may end by itself or not. */
    private void notLoaded(Claim claim, Batch batch, String why) {
        Delivery delivery = claim.delivery();
        Instant now = kit.time().now();
        RetryPolicy retry = kit.parts().settings().retry();
        int failures = kit.memory().failed(delivery.id());
        if (claim.kind() == ClaimKind.RECONCILE) {
            askLater(claim, now, why);
        } else if (retry.givesUp(failures, Duration.between(delivery.due(), now))) {
            kit.memory().startCountingAnew(delivery.id());
            settle(claim, Verdicts.unsendable(delivery, Problems.of(Problems.GAVE_UP, why)));
        } else {
            Duration pause = retry.delay(failures, kit.parts().random());
            giveBack(claim, batch.claimedAt(), pause.compareTo(MAX_PAUSE) < 0 ? pause : MAX_PAUSE, Optional.of(why));
        }
    }

    private static boolean isUsable(Account account) {
        return account.status() != AccountStatus.NEEDS_RECONNECT && account.status() != AccountStatus.DISCONNECTED;
    }

    private void begin(Claim claim, Batch batch, PublisherProfile profile, Account account) {
        StoredPost said = claim.delivery()
                .step()
                .map(step -> Steps.said(step, claim.post()))
                .orElse(claim.post());
        CallContext context =
                CallContext.of(claim.delivery(), account, kit.parts().composer().compose(said, account), claim.until());
        Lease lease = Lease.of(claim.until(), batch.claimedAt(), batch.begun());
        switch (claim.kind()) {
            case PUBLISH ->
                new PublishTask(kit, claim, profile, context, lease, Story.of(claim, batch.claimedAt()), instant(claim))
                        .begin();
            case PREPARE -> new PrepareTask(kit, claim, profile, context, lease).begin();
            case RECONCILE -> new ReconcileTask(kit, claim, doubted(claim), profile, context, lease).begin();
        }
    }

    /** Never before it is due, and never before a network allowed the next try. */
    private static Instant instant(Claim claim) {
        Delivery delivery = claim.delivery();
        return Time.later(claim.wake(), delivery.retryAt().orElse(delivery.due()));
    }

    private static Claim.Doubted doubted(Claim claim) {
        return claim.doubted()
                .orElseThrow(() -> new IllegalStateException(
                        "The store claimed " + claim.delivery().id() + " to reconcile, but named no attempt in doubt"));
    }

    /** A publisher that now prepares ahead may have come after the post; another time may have been set. */
    private boolean isTooEarly(Claim claim, Batch batch, PublisherProfile profile) {
        return switch (claim.kind()) {
            case PREPARE, RECONCILE -> false;
            case PUBLISH -> {
                Story story = Story.of(claim, batch.claimedAt());
                Instant latest = batch.claimedAt()
                        .plus(kit.parts().settings().lookAhead())
                        .plus(SLACK);
                boolean unprepared =
                        !profile.prepareWindow().isZero() && claim.prepared().isEmpty();
                if (unprepared) {
                    Instant from = claim.delivery().due().minus(profile.prepareWindow());
                    Settlement back = kit.verdicts()
                            .givenBack(story, Time.later(from, kit.time().now()));
                    settle(new Settlement(
                            back.claim(),
                            back.delivery().toBuilder()
                                    .preparation(Preparation.PENDING)
                                    .build(),
                            back.attempt(),
                            back.doubted(),
                            false));
                } else if (instant(claim).isAfter(latest)) {
                    settle(kit.verdicts().givenBack(story, instant(claim)));
                }
                yield unprepared || instant(claim).isAfter(latest);
            }
        };
    }

    private boolean isTooLate(Claim claim) {
        return switch (claim.kind()) {
            case RECONCILE -> false;
            case PUBLISH, PREPARE -> {
                Optional<Delivery> after =
                        missed.judge(claim.delivery(), kit.time().now());
                after.ifPresent(delivery -> settle(claim, delivery));
                yield after.isPresent();
            }
        };
    }

    /** A step that its network does not offer, or that has nothing to follow. */
    private boolean isInVain(Claim claim, PublisherProfile profile) {
        Optional<Problem> problem = Steps.problem(claim, profile).filter(found -> claim.kind() != ClaimKind.RECONCILE);
        problem.ifPresent(found -> settle(claim, Verdicts.unsendable(claim.delivery(), found)));
        return problem.isPresent();
    }

    private void accountWaits(Claim claim, Batch batch, Account account) {
        accountWaits(claim, batch, account.handle() + " must be connected again by its owner.");
    }

    private void accountWaits(Claim claim, Batch batch, String why) {
        Problem problem = Problems.of(Problems.RECONNECT, why);
        switch (claim.kind()) {
            case PUBLISH ->
                settle(kit.verdicts()
                        .waiting(Story.of(claim, batch.claimedAt()), WaitReason.ACCOUNT_NEEDS_RECONNECT, problem));
            case PREPARE -> settle(claim, Verdicts.reconnect(claim.delivery(), problem));
            case RECONCILE -> askLater(claim, kit.time().now(), problem.detail());
        }
    }

    private void askLater(Claim claim, Instant now, String why) {
        Asked asked = new Asked(claim, doubted(claim), now);
        settle(kit.doubts().askAgain(asked, new AskAgain(kit.doubts().nextAsk(asked, now), why), now));
    }

    private void giveBack(Claim claim, Instant armedAt, Duration delay, Optional<String> reason) {
        Instant soon = kit.time().now().plus(delay);
        Instant wakeAt = Time.later(claim.wake(), soon);
        switch (claim.kind()) {
            case PUBLISH -> {
                Story story = Story.of(claim, armedAt);
                Instant again = Time.later(instant(claim), soon);
                settle(reason.map(why -> kit.verdicts().notSent(story, again, why))
                        .orElseGet(() -> kit.verdicts().givenBack(story, again)));
            }
            case PREPARE ->
                settle(
                        claim,
                        claim.delivery().toBuilder().wakeAt(Optional.of(wakeAt)).build());
            case RECONCILE ->
                settle(kit.doubts()
                        .givenBack(new Asked(claim, doubted(claim), kit.time().now()), wakeAt));
        }
    }

    private void settle(Claim claim, Delivery after) {
        settle(new Settlement(claim.id(), after, Optional.empty(), Optional.empty(), false));
    }

    private void settle(Settlement settlement) {
        kit.writer().settle(settlement, Optional.empty());
    }
}
