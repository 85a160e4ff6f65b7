package io.carillon.scheduler.internal.osgi;

import io.carillon.api.service.Series;
import java.time.Duration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Recurring posts in a container: kept as long as their service is there. There are deliveries for hours ahead at least. */
@Component(service = SeriesKeeperComponent.class, immediate = true)
public final class SeriesKeeperComponent {

    private final RunningKeeper keeper;

    @Activate
    public SeriesKeeperComponent(@Reference Series series) {
        keeper = RunningKeeper.start(
                "carillon-series", "Recurring posts could not be extended", series::extend, Duration.ofMinutes(1));
    }

    @Deactivate
    void stop() {
        keeper.stop();
    }
}
