package io.carillon.metrics.internal;

import io.carillon.api.model.Attempt;
import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.Platform;
import io.carillon.api.observe.DispatchObserver;
import io.carillon.api.store.Settlement;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What the engine does, as figures. */
@Component(service = DispatchObserver.class)
public final class DispatchMeters implements DispatchObserver {

    private record StoreMeter(Timer times, DistributionSummary rows) {}

    private final Meters meters;
    private final Map<Platform, NetworkMeters> networks = new ConcurrentHashMap<>();
    private final Map<StoreCall, StoreMeter> store = new EnumMap<>(StoreCall.class);

    @Activate
    public DispatchMeters(@Reference Meters meters) {
        this.meters = meters;
        for (StoreCall call : StoreCall.values()) {
            store.put(call, storeMeter(call));
        }
    }

    private StoreMeter storeMeter(StoreCall call) {
        Tags tags = Tags.of("operation", call.name().toLowerCase(Locale.ROOT));
        return new StoreMeter(
                meters.times("carillon.store", "How long the database takes for the engine", tags, Buckets.STORE),
                DistributionSummary.builder("carillon.store.rows")
                        .description("Deliveries claimed, or results stored, in one call of the engine to the database")
                        .tags(tags)
                        .serviceLevelObjectives(Buckets.ROWS)
                        .register(meters.registry()));
    }

    @Override
    public void stored(StoreCall call, int rows, long nanos) {
        StoreMeter meter = store.get(call);
        meter.times().record(nanos, TimeUnit.NANOSECONDS);
        meter.rows().record(rows);
    }

    @Override
    public void entered(Platform platform, long lateness) {
        network(platform).lateness().record(lateness, TimeUnit.NANOSECONDS);
    }

    @Override
    public void prepared(Platform platform, Attempt.Result result, long nanos) {
        network(platform).visits(result).record(nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void settled(List<Settlement> settlements) {
        for (Settlement settlement : settlements) {
            settlement.attempt().ifPresent(attempt -> settled(settlement.delivery(), attempt));
        }
    }

    private void settled(Delivery delivery, Attempt attempt) {
        NetworkMeters network = network(delivery.platform());
        network.attempts(attempt.kind(), attempt.result()).increment();
        if (delivery.state() == DeliveryState.RETRYING) {
            network.retries(attempt.result()).increment();
        }
        boolean inDoubt = delivery.state() == DeliveryState.IN_DOUBT;
        switch (attempt.kind()) {
            case PUBLISH -> {
                attempt.answeredAt().ifPresent(at -> attempt.sentAt().ifPresent(from -> called(network, from, at)));
                if (inDoubt) {
                    network.doubts().increment();
                }
            }
            case RECONCILE, LATE_ANSWER, RESOLVED_BY_PERSON -> {
                if (!inDoubt) {
                    network.settled(attempt.result()).increment();
                } else if (delivery.wakeAt().isEmpty()) {
                    network.held().increment();
                }
            }
            case PREPARE -> {
                // Told with its duration already.
            }
        }
    }

    private static void called(NetworkMeters network, Instant from, Instant to) {
        network.calls().record(Duration.between(from, to));
    }

    private NetworkMeters network(Platform platform) {
        NetworkMeters known = networks.get(platform);
        return known != null ? known : networks.computeIfAbsent(platform, p -> new NetworkMeters(meters, p));
    }
}
