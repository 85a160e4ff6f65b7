package io.carillon.metrics.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.Platform;
import io.carillon.api.service.Dispatch;
import io.carillon.api.store.StoreGauges;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GaugesTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final Map<String, String> NONE = Map.of();

    private final Meters meters = new Meters();
    private final AtomicLong nanos = new AtomicLong();

    @AfterEach
    void close() {
        meters.close();
    }

    private static final class FixedDispatch implements Dispatch {

        private String problem = "";
        private List<NetworkLoad> networks = List.of();

        @Override
        public void nudge() {
            throw new AssertionError("Whoever measures changes nothing");
        }

        @Override
        public Status status() {
            return new Status("node", true, problem, 3, 5);
        }

        @Override
        public Load load() {
            return new Load(7, Optional.of(NOW.plusMillis(2500)), networks);
        }
    }

    @Test
    void engineShowsItsWindowPerNetworkAndWhenItLooksAgain() {
        FixedDispatch engine = new FixedDispatch();
        EngineGauges gauges = new EngineGauges(meters, CLOCK);
        gauges.use(engine);
        engine.networks = List.of(new Dispatch.NetworkLoad(Platform.X, 20, 1, 4, 2));
        gauges.refresh();

        Scrape scrape = Scrape.of(meters);
        Map<String, String> x = Map.of("network", "x");
        assertThat(scrape.gauge("carillon_window", x)).isEqualTo(20);
        assertThat(scrape.gauge("carillon_background", x)).isEqualTo(1);
        assertThat(scrape.gauge("carillon_calls", x)).isEqualTo(4);
        assertThat(scrape.gauge("carillon_calls_waiting", x)).isEqualTo(2);
        assertThat(scrape.gauge("carillon_engine_running", NONE)).isEqualTo(1);
        assertThat(scrape.gauge("carillon_engine_trouble", NONE)).isZero();
        assertThat(scrape.gauge("carillon_engine_results_waiting", NONE)).isEqualTo(7);
        assertThat(scrape.gauge("carillon_engine_next_look_seconds", NONE)).isEqualTo(2.5);

        engine.problem = "The disk is full";
        assertThat(Scrape.of(meters).gauge("carillon_engine_trouble", NONE)).isEqualTo(1);
    }

    @Test
    void withoutAnEngineNothingRuns() {
        new EngineGauges(meters, CLOCK).refresh();

        assertThat(Scrape.of(meters).gauge("carillon_engine_running", NONE)).isZero();
    }

    @Test
    void backlogIsCountedByStateAndIsUnknownWhileTheDatabaseIsAway() {
        FixedStore store = new FixedStore();
        StoreMeters gauges = new StoreMeters(meters, Runnable::run, CLOCK, nanos::get, () -> {});
        gauges.use(store);
        gauges.refresh();

        Scrape scrape = Scrape.of(meters);
        assertThat(scrape.gauge("carillon_deliveries_overdue", Map.of("state", "SCHEDULED")))
                .isEqualTo(11);
        assertThat(scrape.gauge("carillon_deliveries_soon", Map.of("state", "SCHEDULED")))
                .isEqualTo(12);
        assertThat(scrape.gauge("carillon_deliveries_held", Map.of("state", "IN_DOUBT")))
                .isEqualTo(13);
        assertThat(scrape.gauge("carillon_store_connections_active", NONE)).isEqualTo(2);
        assertThat(scrape.gauge("carillon_store_connections_max", NONE)).isEqualTo(10);
        assertThat(scrape.gauge("carillon_store_up", NONE)).isEqualTo(1);

        store.away = true;
        nanos.addAndGet(61_000_000_000L);
        gauges.refresh();

        assertThat(Scrape.of(meters).names()).doesNotContain("carillon_deliveries_held");
        assertThat(Scrape.of(meters).gauge("carillon_store_up", NONE)).isZero();
        for (String name : List.of("active", "idle", "pending", "max")) {
            assertThat(Scrape.of(meters).gauge("carillon_store_connections_" + name, NONE))
                    .isNaN();
        }
    }

    private static final class FixedStore implements StoreGauges {

        private boolean away;

        @Override
        public Backlog backlog(Instant now) {
            assertThat(now).isEqualTo(NOW);
            if (away) {
                throw new IllegalStateException("away");
            }
            return new Backlog(
                    Map.of(DeliveryState.SCHEDULED, 11),
                    Map.of(DeliveryState.SCHEDULED, 12),
                    Map.of(DeliveryState.IN_DOUBT, 13));
        }

        @Override
        public Optional<Connections> connections() {
            return away ? Optional.empty() : Optional.of(new Connections(2, 1, 0, 10));
        }
    }
}
