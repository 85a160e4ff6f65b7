package io.carillon.scheduler.internal.engine;

import io.carillon.api.model.Account;
import io.carillon.api.model.AccountId;
import io.carillon.api.model.AccountStatus;
import io.carillon.api.model.Delivery;
import io.carillon.api.model.Platform;
import io.carillon.api.model.StoredPost;
import io.carillon.api.publisher.PublisherProfile;
import io.carillon.api.store.Claim;
import io.carillon.scheduler.internal.engine.HandBack.Batch;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Loads everything that claimed deliveries need, so that nothing is left to be read at their instant. Networks and
 * accounts do not wait for each other: the slow renewal of one grant holds up no other account.
 */
final class Loader {

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);

    private final Kit kit;
    private final Gate gate;
    private final HandBack back;
    private final AccountLines accounts;
    private volatile boolean stopped;

    Loader(Kit kit, Missed missed) {
        this.kit = kit;
        back = new HandBack(kit);
        gate = new Gate(kit, missed, back);
        accounts = new AccountLines(kit.parts().workers().loader());
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
        claims.forEach(kit.holdings()::take);
        grouped(claims, claim -> claim.delivery().platform())
                .forEach((platform, group) -> submit(platform, new Batch(group, claimedAt, begun)));
    }

    private static <K> Map<K, List<Claim>> grouped(List<Claim> claims, Function<Claim, K> by) {
        Map<K, List<Claim>> groups = new LinkedHashMap<>();
        claims.forEach(claim ->
                groups.computeIfAbsent(by.apply(claim), k -> new ArrayList<>()).add(claim));
        return groups;
    }

    private void submit(Platform platform, Batch batch) {
        try {
            kit.parts().workers().loader().execute(() -> admit(platform, batch));
        } catch (RuntimeException | Error e) {
            back.unloaded(batch);
        }
    }

    private void admit(Platform platform, Batch batch) {
        Optional<PublisherProfile> profile = kit.parts().publishers().profile(platform);
        if (stopped || profile.isEmpty()) {
            back.unloaded(batch);
            return;
        }
        List<Claim> admitted = gate.admit(batch, profile.get());
        grouped(admitted, claim -> claim.delivery().account())
                .forEach((account, group) -> submit(account, batch.of(group), profile.get()));
    }

    private void submit(AccountId account, Batch batch, PublisherProfile profile) {
        try {
            accounts.execute(account, () -> load(account, batch, profile));
        } catch (RuntimeException | Error e) {
            back.unloaded(batch);
        }
    }

    private void load(AccountId id, Batch batch, PublisherProfile profile) {
        Optional<Account> account;
        try {
            account = stopped
                    ? Optional.empty()
                    : kit.parts()
                            .accounts()
                            .withGrant(batch.claims().get(0).delivery().workspace(), id);
        } catch (RuntimeException | Error e) {
            batch.claims().forEach(claim -> back.notLoaded(claim, batch, e));
            return;
        }
        for (Claim claim : batch.claims()) {
            try {
                load(claim, batch, profile, account);
            } catch (RuntimeException | Error e) {
                back.notLoaded(claim, batch, e);
            }
        }
    }

    private void load(Claim claim, Batch batch, PublisherProfile profile, Optional<Account> account) {
        if (stopped) {
            back.unloaded(claim, batch);
        } else if (account.isEmpty()) {
            back.accountWaits(
                    claim,
                    batch,
                    "The account " + claim.delivery().account()
                            + " is not there any more. Connect it again, or choose another account for the post.");
        } else if (!isUsable(account.get())) {
            back.accountWaits(
                    claim,
                    batch,
                    account.get().handle() + " must be connected again by its owner."
                            + account.get()
                                    .problem()
                                    .map(problem -> " " + problem.detail())
                                    .orElse(""));
        } else {
            begin(claim, batch, profile, account.get());
        }
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

    private static boolean isUsable(Account account) {
        return account.status() != AccountStatus.NEEDS_RECONNECT && account.status() != AccountStatus.DISCONNECTED;
    }

    private void begin(Claim claim, Batch batch, PublisherProfile profile, Account account) {
        StoredPost said = claim.delivery()
                .step()
                .map(step -> Steps.said(step, claim.post()))
                .orElse(claim.post());
        CallContext context = CallContext.of(
                claim.delivery(),
                account,
                kit.parts().composer().compose(said, account),
                claim.until(),
                (kind, allowance) -> kit.budgets().allowed(allowance, claim.delivery(), kind, profile));
        Lease lease = Lease.of(claim.until(), batch.claimedAt(), batch.begun());
        switch (claim.kind()) {
            case PUBLISH ->
                new PublishTask(
                                kit,
                                claim,
                                profile,
                                context,
                                lease,
                                Story.of(claim, batch.claimedAt()),
                                Claims.instant(claim))
                        .begin();
            case PREPARE -> new PrepareTask(kit, claim, profile, context, lease).begin();
            case RECONCILE -> new ReconcileTask(kit, claim, Claims.doubted(claim), profile, context, lease).begin();
        }
    }
}
