package io.carillon.metrics.internal;

import io.carillon.api.model.DeliveryState;
import io.carillon.api.start.Stopping;
import io.carillon.api.store.StoreGauges;
import io.carillon.api.store.StoreGauges.Backlog;
import io.carillon.api.store.StoreGauges.Connections;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.LongSupplier;
import java.util.function.ToIntFunction;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** What is to be done and what waits for a person, as figures. Counted every 15 seconds at most. */
@Component(service = Refreshed.class)
public final class StoreMeters implements Refreshed {

    private static final Duration FRESH = Duration.ofSeconds(15);
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final Duration STOPPING = Duration.ofSeconds(5);

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile StoreGauges store;

    private final Meters meters;
    private final Runnable close;
    private final Snapshot<Backlog> backlog;
    private final MultiGauge overdue;
    private final MultiGauge soon;
    private final MultiGauge held;

    @Activate
    public StoreMeters(@Reference Meters meters) {
        this(meters, Executors.newSingleThreadExecutor(StoreMeters::thread));
    }

    private StoreMeters(Meters meters, ExecutorService thread) {
        this(meters, thread, Clock.systemUTC(), System::nanoTime, () -> Stopping.end(STOPPING, thread));
    }

    StoreMeters(Meters meters, Executor executor, Clock clock, LongSupplier nanoTime, Runnable close) {
        this.meters = meters;
        this.close = close;
        backlog = new Snapshot<>(() -> count(clock), executor, nanoTime, FRESH, PATIENCE);
        String limit = "; " + StoreGauges.COUNTED_AT_MOST + " are counted at most";
        overdue = gauges("carillon.deliveries.overdue", "Deliveries and steps due and not yet sent" + limit);
        soon = gauges("carillon.deliveries.soon", "Deliveries and steps due within the hour" + limit);
        held = gauges("carillon.deliveries.held", "Deliveries and steps that wait for a person or an event" + limit);
        Gauge.builder("carillon.store.up", this, meter -> meter.backlog.value().isPresent() ? 1 : 0)
                .description("1 while the database answers")
                .register(meters.registry());
        connections("active", "In use", Connections::active);
        connections("idle", "Open and free", Connections::idle);
        connections("pending", "Callers that wait for a connection", Connections::pending);
        connections("max", "As many as there may be", Connections::max);
    }

    void use(StoreGauges other) {
        store = other;
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "carillon-metrics");
        thread.setDaemon(true);
        return thread;
    }

    @Deactivate
    public void close() {
        close.run();
    }

    private Backlog count(Clock clock) {
        return Optional.ofNullable(store)
                .map(gauges -> gauges.backlog(clock.instant()))
                .orElseThrow(() -> new IllegalStateException("The database is not open"));
    }

    private MultiGauge gauges(String name, String description) {
        return MultiGauge.builder(name).description(description).register(meters.registry());
    }

    private void connections(String name, String description, ToIntFunction<Connections> value) {
        Gauge.builder("carillon.store.connections." + name, this, meter -> meter.connection(value))
                .description("Connections to the database: " + description)
                .register(meters.registry());
    }

    private double connection(ToIntFunction<Connections> value) {
        return Optional.ofNullable(store)
                .flatMap(StoreGauges::connections)
                .map(connections -> (double) value.applyAsInt(connections))
                .orElse(Double.NaN);
    }

    @Override
    public void refresh() {
        backlog.refresh();
        Optional<Backlog> known = backlog.value();
        set(overdue, known.map(Backlog::overdue));
        set(soon, known.map(Backlog::soon));
        set(held, known.map(Backlog::held));
    }

    /** What is not known has no figure: a zero would be a lie. */
    private static void set(MultiGauge gauge, Optional<Map<DeliveryState, Integer>> counts) {
        List<Row<?>> rows = counts.orElse(Map.of()).entrySet().stream()
                .<Row<?>>map(count -> Row.of(Tags.of("state", count.getKey().name()), count.getValue()))
                .toList();
        gauge.register(rows, true);
    }
}
