package io.carillon.accounts.internal.connect;

import io.carillon.accounts.internal.AccountRegister;
import io.carillon.accounts.internal.Looks;
import io.carillon.accounts.internal.Seals;
import io.carillon.api.store.ConsentStore;
import java.time.Clock;
import java.time.Duration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks once a minute for consents that nobody went on with, on every server. */
@Component(service = ConsentKeeper.class, immediate = true)
public final class ConsentKeeper {

    private static final Logger LOG = LoggerFactory.getLogger(ConsentKeeper.class);
    private static final int LOOK_SECONDS = 60;

    private final Looks looks = new Looks("carillon-consent-keeper");
    private final Leftovers leftovers;

    @Activate
    public ConsentKeeper(
            @Reference ConsentStore store,
            @Reference Seals seals,
            @Reference AccountRegister register,
            @Reference OAuthDesk oauth) {
        leftovers = new Leftovers(new Consents(store, seals, Clock.systemUTC()), register, oauth);
        Duration pause = Duration.ofSeconds(LOOK_SECONDS);
        looks.every(pause, pause, this::look);
    }

    private void look() {
        try {
            leftovers.clear();
        } catch (RuntimeException e) {
            // Were it thrown, there would be no further looks. The database may be away for a moment.
            LOG.warn("Consents that are over could not be cleared up; this is tried again in {} s", LOOK_SECONDS, e);
        }
    }

    @Deactivate
    void close() {
        looks.close();
    }
}
