package io.carillon.scheduler.internal.osgi;

import io.carillon.api.service.ZoneUpdates;
import java.time.Duration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * Time zones in a container: compared at every start, beside everything else, since a server may have started with newer
 * time zone data; and every five minutes, since another may have older ones.
 */
@Component(service = ZoneKeeperComponent.class, immediate = true)
public final class ZoneKeeperComponent {

    private final RunningKeeper keeper;

    @Activate
    public ZoneKeeperComponent(@Reference ZoneUpdates zones) {
        keeper = RunningKeeper.start(
                "carillon-zones",
                "What is scheduled by local times could not be compared with the rules of their zones",
                zones::check,
                Duration.ofMinutes(5));
    }

    @Deactivate
    void stop() {
        keeper.stop();
    }
}
