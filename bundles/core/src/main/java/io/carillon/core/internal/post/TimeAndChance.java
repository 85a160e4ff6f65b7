package io.carillon.core.internal.post;

import io.carillon.core.id.Ids;
import java.security.SecureRandom;
import java.time.Clock;
import org.osgi.service.component.annotations.Component;

/** The clock of this machine, and ids that nobody can guess: what services in a container go by. */
@Component(service = TimeAndChance.class)
public final class TimeAndChance {

    private final Clock clock = Clock.systemUTC();
    private final Ids ids = new Ids(clock, new SecureRandom());

    Clock clock() {
        return clock;
    }

    Ids ids() {
        return ids;
    }
}
