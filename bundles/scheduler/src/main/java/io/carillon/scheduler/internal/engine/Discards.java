package io.carillon.scheduler.internal.engine;

import io.carillon.api.model.Account;
import io.carillon.api.model.Platform;
import io.carillon.api.publisher.Message;
import io.carillon.api.publisher.PublisherProfile;
import io.carillon.api.publisher.spi.Publisher;
import io.carillon.api.service.Publishers;
import io.carillon.api.store.Discard;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Has publishers clean up what edits and cancels left behind of what was prepared: each once, whatever comes of it, and
 * never so that anything waits for it.
 */
final class Discards {

    private static final System.Logger LOG = System.getLogger("io.carillon.scheduler");

    private static final Duration PAUSE = Duration.ofSeconds(30);
    private static final int AT_ONCE = 50;
    private static final Message NO_MESSAGE = new Message("", List.of(), Optional.empty(), Optional.empty(), List.of());

    private final Kit kit;
    private Instant next = Instant.MIN;

    Discards(Kit kit) {
        this.kit = kit;
    }

    /** Looks whether there is any, unless that was done a moment ago. Called by the dispatcher alone. */
    void look() {
        Instant now = kit.time().now();
        Set<Platform> ahead = kit.parts().publishers().profiles().stream()
                .filter(profile -> !profile.prepareWindow().isZero())
                .map(PublisherProfile::platform)
                .collect(Collectors.toUnmodifiableSet());
        if (now.isBefore(next) && next.isBefore(now.plus(PAUSE).plus(PAUSE)) || ahead.isEmpty()) {
            return;
        }
        next = now.plus(PAUSE);
        List<Discard> left = kit.parts().store().takeDiscards(ahead, AT_ONCE);
        left.forEach(this::begin);
    }

    private void begin(Discard left) {
        try {
            kit.parts().workers().loader().execute(() -> load(left));
        } catch (RuntimeException | Error e) {
            leave(left, e);
        }
    }

    private void load(Discard left) {
        try {
            Optional<Account> account = kit.parts().accounts().withGrant(left.workspace(), left.account());
            if (account.isPresent()) {
                kit.holdings()
                        .network(left.platform())
                        .bulkhead()
                        .execute(Lane.BACKGROUND, left.due(), () -> discard(left, account.get()));
            }
        } catch (RuntimeException | Error e) {
            leave(left, e);
        }
    }

    private void discard(Discard left, Account account) {
        Optional<Publishers.Use<Publisher>> use = kit.parts().publishers().use(left.platform());
        if (use.isEmpty()) {
            return;
        }
        try (Publishers.Use<Publisher> publisher = use.get()) {
            Duration deadline = publisher.service().profile().callDeadline();
            CallContext context = new CallContext(
                    left.delivery(),
                    account,
                    NO_MESSAGE,
                    left.key(),
                    left.due(),
                    kit.time().now().plus(deadline),
                    (kind, allowance) -> {});
            publisher.service().discard(context, left.prepared());
        } catch (Throwable e) {
            LOG.log(
                    Level.INFO,
                    "What was prepared for {0} on {1} may be left behind there: {2}",
                    left.delivery(),
                    left.platform(),
                    Problems.describe(e, account));
        }
    }

    private static void leave(Discard left, Throwable why) {
        LOG.log(
                Level.INFO,
                "What was prepared for {0} on {1} is left behind there: {2}",
                left.delivery(),
                left.platform(),
                why);
    }
}
