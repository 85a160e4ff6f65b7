package io.carillon.scheduler.internal.engine;

import io.carillon.api.model.Delivery;
import io.carillon.api.model.Problem;
import io.carillon.api.publisher.PublisherProfile;
import io.carillon.api.store.Claim;
import io.carillon.api.store.ClaimKind;
import io.carillon.scheduler.internal.engine.HandBack.Batch;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which claims of one network are to be worked on now; the others are settled, with the reason. */
final class Gate {

    /** How much earlier than the look-ahead allows a delivery may have been claimed. */
    private static final Duration SLACK = Duration.ofSeconds(1);

    private final Kit kit;
    private final Missed missed;
    private final HandBack back;

    Gate(Kit kit, Missed missed, HandBack back) {
        this.kit = kit;
        this.missed = missed;
        this.back = back;
    }

    List<Claim> admit(Batch batch, PublisherProfile profile) {
        List<Claim> wanted = new ArrayList<>();
        for (Claim claim : batch.claims()) {
            try {
                boolean isWanted = !isTooEarly(claim, batch, profile) && !isTooLate(claim) && !isInVain(claim, profile);
                if (isWanted) {
                    wanted.add(claim);
                }
            } catch (RuntimeException | Error e) {
                back.notLoaded(claim, batch, e);
            }
        }
        return withinBudgets(wanted, batch, profile);
    }

    private List<Claim> withinBudgets(List<Claim> wanted, Batch batch, PublisherProfile profile) {
        try {
            Map<Claim, Budgets.Wait> waits = kit.budgets().reserve(wanted, profile);
            waits.forEach((claim, wait) -> back.waits(claim, batch, wait));
            return wanted.stream().filter(claim -> !waits.containsKey(claim)).toList();
        } catch (RuntimeException | Error e) {
            wanted.forEach(claim -> back.notLoaded(claim, batch, e));
            return List.of();
        }
    }

    /** A publisher that now prepares ahead may have come after the post; another time may have been set. */
    private boolean isTooEarly(Claim claim, Batch batch, PublisherProfile profile) {
        if (claim.kind() != ClaimKind.PUBLISH) {
            return false;
        }
        Instant latest =
                batch.claimedAt().plus(kit.parts().settings().lookAhead()).plus(SLACK);
        boolean unprepared =
                !profile.prepareWindow().isZero() && claim.prepared().isEmpty();
        if (unprepared) {
            back.toPrepare(claim, batch, claim.delivery().due().minus(profile.prepareWindow()));
        } else if (Claims.instant(claim).isAfter(latest)) {
            back.until(claim, batch, Claims.instant(claim));
        }
        return unprepared || Claims.instant(claim).isAfter(latest);
    }

    private boolean isTooLate(Claim claim) {
        if (claim.kind() == ClaimKind.RECONCILE) {
            return false;
        }
        Optional<Delivery> after = missed.judge(claim, kit.time().now());
        after.ifPresent(delivery -> back.settle(claim, delivery));
        return after.isPresent();
    }

    /** A step that its network does not offer, or that has nothing to follow. */
    private boolean isInVain(Claim claim, PublisherProfile profile) {
        Optional<Problem> problem = Steps.problem(claim, profile).filter(found -> claim.kind() != ClaimKind.RECONCILE);
        problem.ifPresent(found -> back.settle(claim, Fate.unsendable(claim.delivery(), found)));
        return problem.isPresent();
    }
}
