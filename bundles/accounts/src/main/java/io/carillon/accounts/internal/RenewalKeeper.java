package io.carillon.accounts.internal;

import io.carillon.api.model.Platform;
import io.carillon.api.store.EndingGrant;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Renews grants ahead of their end, those of accounts too that have nothing to publish. Of a network, one account is
 * renewed after the other: that is gentle to it, and one that hangs holds up no other. Each server goes through them in
 * an order of its own, so that servers share the work; the lease in the store sees to it that none is renewed twice.
 */
final class RenewalKeeper {

    private static final Logger LOG = LoggerFactory.getLogger(RenewalKeeper.class);
    private static final int PAGE = 200;

    private final AccountBook book;
    private final Consumer<EndingGrant> renewal;
    private final Lanes lanes;
    private final Random random;
    private final Clock clock;
    private volatile boolean stopped;

    /**
     * @param renewal of one account
     * @param lanes on which one task for each network runs, for as long as its accounts take
     */
    RenewalKeeper(AccountBook book, Consumer<EndingGrant> renewal, Executor lanes, Random random, Clock clock) {
        this.book = book;
        this.renewal = renewal;
        this.lanes = new Lanes(lanes);
        this.random = random;
        this.clock = clock;
    }

    /** To be called every minute or so. */
    void look() {
        Map<Platform, List<EndingGrant>> due = due().stream().collect(Collectors.groupingBy(EndingGrant::platform));
        due.forEach((platform, grants) -> {
            if (!stopped) {
                Collections.shuffle(grants, random);
                lanes.begin(platform, () -> grants.forEach(this::renew));
            }
        });
    }

    /** What is under way ends by itself: a new grant would be lost otherwise. */
    void stop() {
        stopped = true;
    }

    private List<EndingGrant> due() {
        Instant now = clock.instant();
        List<EndingGrant> due = new ArrayList<>();
        List<EndingGrant> page = List.of();
        do {
            Optional<EndingGrant> last = page.isEmpty() ? Optional.empty() : Optional.of(page.get(page.size() - 1));
            page = book.leases().ending(now.plus(RenewalPlan.HORIZON), last, PAGE);
            page.stream()
                    .filter(grant -> !RenewalPlan.renewAt(grant).isAfter(now))
                    .forEach(due::add);
        } while (page.size() == PAGE);
        return due;
    }

    private void renew(EndingGrant grant) {
        if (stopped) {
            return;
        }
        try {
            renewal.accept(grant);
        } catch (RuntimeException e) {
            // The other accounts have nothing to do with it, and the next look tries again.
            LOG.warn("The grant of account {} could not be renewed ahead of its end", grant.account(), e);
        }
    }
}
