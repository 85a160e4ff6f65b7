package io.carillon.scheduler.internal.osgi;

import io.carillon.api.service.Publishers;
import io.carillon.api.store.EventStore;
import io.carillon.api.store.NodeStore;
import io.carillon.scheduler.internal.keep.PlatformWatch;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** The watch on networks in a container. */
@Component(service = PlatformWatchComponent.class, immediate = true)
public final class PlatformWatchComponent {

    private final RunningKeeper keeper;

    @Activate
    public PlatformWatchComponent(
            @Reference Publishers publishers, @Reference NodeStore nodes, @Reference EventStore events) {
        PlatformWatch watch = new PlatformWatch(publishers, nodes, events, Clock.systemUTC());
        keeper = RunningKeeper.start(
                "carillon-platforms",
                "Which networks have come or gone could not be told",
                () -> {
                    watch.look();
                    return Optional.empty();
                },
                Duration.ofSeconds(5));
    }

    @Deactivate
    void stop() {
        keeper.stop();
    }
}
