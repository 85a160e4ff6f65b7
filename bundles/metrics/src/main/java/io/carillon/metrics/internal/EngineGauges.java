package io.carillon.metrics.internal;

import io.carillon.api.service.Dispatch;
import io.carillon.api.service.Dispatch.NetworkLoad;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** What the engine has on its hands, as figures. */
@Component(service = Refreshed.class)
public final class EngineGauges implements Refreshed {

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile Dispatch dispatch;

    private final Meters meters;
    private final Clock clock;
    private final MultiGauge window;
    private final MultiGauge background;
    private final MultiGauge calls;
    private final MultiGauge waiting;

    @Activate
    public EngineGauges(@Reference Meters meters) {
        this(meters, Clock.systemUTC());
    }

    EngineGauges(Meters meters, Clock clock) {
        this.meters = meters;
        this.clock = clock;
        window = gauges("carillon.window", "Deliveries claimed for publishing, until their results are stored");
        background = gauges("carillon.background", "Deliveries claimed to be prepared, or to ask about a doubt");
        calls = gauges("carillon.calls", "Calls to the network's publisher under way");
        waiting = gauges("carillon.calls.waiting", "Publish calls whose instant has come, waiting for another to end");
        gauge("carillon.engine.running", "1 while the engine claims and publishes", EngineGauges::running);
        gauge("carillon.engine.trouble", "1 while something keeps the engine from its work", EngineGauges::trouble);
        gauge("carillon.engine.results.waiting", "Results that are yet to be stored", EngineGauges::results);
        Gauge.builder("carillon.engine.next.look", this, EngineGauges::nextLook)
                .description("Until the engine looks at the database again; 0 while it does")
                .baseUnit("seconds")
                .register(meters.registry());
    }

    void use(Dispatch engine) {
        dispatch = engine;
    }

    private MultiGauge gauges(String name, String description) {
        return MultiGauge.builder(name).description(description).register(meters.registry());
    }

    private void gauge(String name, String description, ToDoubleFunction<EngineGauges> value) {
        Gauge.builder(name, this, value).description(description).register(meters.registry());
    }

    private Optional<Dispatch> engine() {
        return Optional.ofNullable(dispatch);
    }

    private double running() {
        return engine().filter(engine -> engine.status().running()).isPresent() ? 1 : 0;
    }

    private double trouble() {
        return engine().filter(engine -> !engine.status().problem().isEmpty()).isPresent() ? 1 : 0;
    }

    private double results() {
        return engine().map(engine -> engine.load().resultsToStore()).orElse(0);
    }

    private double nextLook() {
        return engine().flatMap(engine -> engine.load().nextLook())
                .map(at -> Math.max(0, Duration.between(clock.instant(), at).toMillis() / 1000.0))
                .orElse(0.0);
    }

    @Override
    public void refresh() {
        List<NetworkLoad> networks =
                engine().map(engine -> engine.load().networks()).orElse(List.of());
        set(window, networks, NetworkLoad::window);
        set(background, networks, NetworkLoad::background);
        set(calls, networks, NetworkLoad::calls);
        set(waiting, networks, NetworkLoad::waiting);
    }

    private static void set(MultiGauge gauge, List<NetworkLoad> networks, ToIntFunction<NetworkLoad> value) {
        List<Row<?>> rows = networks.stream()
                .<Row<?>>map(
                        network -> Row.of(Tags.of("network", network.platform().id()), value.applyAsInt(network)))
                .toList();
        gauge.register(rows, true);
    }
}
