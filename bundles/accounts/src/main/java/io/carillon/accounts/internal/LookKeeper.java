package io.carillon.accounts.internal;

import io.carillon.api.model.Platform;
import io.carillon.api.store.AccountLook;
import io.carillon.api.store.AccountStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has every account looked at once in a while. Each has a time of its own, which the store keeps: servers share the work, and
 * one of them looks. Of a network, one account is looked at after the other, so that one that hangs holds up no other.
 */
final class LookKeeper {

    /** After a look that came to nothing, or a server that stopped within one. */
    static final Duration AGAIN = Duration.ofHours(1);

    private static final Logger LOG = LoggerFactory.getLogger(LookKeeper.class);
    private static final int PAGE = 200;

    private final AccountStore store;
    private final Predicate<AccountLook> look;
    private final Duration every;
    private final Lanes lanes;
    private final Random random;
    private final Clock clock;
    private volatile boolean stopped;

    /**
     * @param look tells whether the account need not be asked about for a while
     * @param every how often each account is looked at
     * @param lanes on which one task for each network runs, for as long as its accounts take
     */
    LookKeeper(
            AccountStore store,
            Predicate<AccountLook> look,
            Duration every,
            Executor lanes,
            Random random,
            Clock clock) {
        this.store = store;
        this.look = look;
        this.every = every;
        this.lanes = new Lanes(lanes);
        this.random = random;
        this.clock = clock;
    }

    /** To be called every minute or so. */
    void look() {
        // What is due is taken at once, so that a network that hangs does not stand before the others the next time.
        Map<Platform, List<AccountLook>> mine = store.looks(now(), PAGE).stream()
                .flatMap(due -> take(due).stream())
                .collect(Collectors.groupingBy(AccountLook::platform));
        if (!stopped) {
            mine.forEach((platform, looks) -> lanes.begin(platform, () -> looks.forEach(this::look)));
        }
    }

    /** What is under way ends by itself; the rest is another server's. */
    void stop() {
        stopped = true;
    }

    /** Who was connected just now, and all who were before there were looks, get a time somewhere ahead. */
    private Optional<AccountLook> take(AccountLook due) {
        if (due.at().isEmpty()) {
            store.planLook(due, now().plus(some(every)));
            return Optional.empty();
        }
        return planned(due, again());
    }

    private void look(AccountLook taken) {
        if (stopped) {
            return;
        }
        try {
            // The others of its network may have taken so long that another server has it by now.
            Optional<AccountLook> mine = planned(taken, again());
            if (mine.isPresent() && look.test(mine.get())) {
                // Spread anew each time, or those of one hour would be those of one hour forever.
                store.planLook(mine.get(), now().plus(every).minus(some(every.dividedBy(10))));
            }
        } catch (RuntimeException e) {
            // The other accounts have nothing to do with it, and it is due again after a while.
            LOG.warn("How account {} stands could not be found out", taken.account(), e);
        }
    }

    private Optional<AccountLook> planned(AccountLook known, Instant next) {
        return store.planLook(known, next) ? Optional.of(known.at(next)) : Optional.empty();
    }

    private Instant again() {
        return now().plus(every.compareTo(AGAIN) < 0 ? every : AGAIN);
    }

    private Duration some(Duration most) {
        return most.multipliedBy(random.nextInt(1_000)).dividedBy(1_000).truncatedTo(ChronoUnit.MILLIS);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
