package io.carillon.accounts.internal;

import io.carillon.api.service.AccountSource;
import io.carillon.api.service.Publishers;
import io.carillon.api.start.Stopping;
import io.carillon.api.store.AccountStore;
import java.time.Clock;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps what is known of accounts true while nothing is published: about once a day their networks are asked. */
@Component(
        service = AccountWatch.class,
        immediate = true,
        configurationPid = AccountsConfig.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class AccountWatch {

    private static final Logger LOG = LoggerFactory.getLogger(AccountWatch.class);
    private static final Duration TICK = Duration.ofMinutes(1);

    private final Looks ticks = new Looks("carillon-account-watch");
    private final ExecutorService lanes = Lanes.threads("carillon-account-look");
    private final LookKeeper keeper;

    @Activate
    public AccountWatch(
            AccountsConfig config,
            @Reference AccountStore store,
            @Reference AccountBook book,
            @Reference AccountSource accounts,
            @Reference Publishers publishers) {
        this(AccountsSettings.of(config).lookEvery(), store, book, accounts, publishers, Clock.systemUTC());
    }

    AccountWatch(
            Duration every,
            AccountStore store,
            AccountBook book,
            AccountSource accounts,
            Publishers publishers,
            Clock clock) {
        Look look = new Look(accounts, book.changes(), publishers);
        keeper = new LookKeeper(store, look::at, every, lanes, new Random(), clock);
        Duration tick = every.compareTo(TICK) < 0 ? every : TICK;
        ticks.every(tick, tick, this::tick);
    }

    void tick() {
        try {
            keeper.look();
        } catch (RuntimeException e) {
            // Were it thrown, there would be no further looks. The database may be away for a moment.
            LOG.warn("Accounts that are to be looked at could not be found; this is tried again", e);
        }
    }

    /** A look under way is let finish: it may have to renew the grant first. */
    @Deactivate
    void close() {
        keeper.stop();
        ticks.close();
        Stopping.end(Renewing.STOPPING, lanes);
    }

    boolean isEnding() {
        return lanes.isShutdown();
    }
}
