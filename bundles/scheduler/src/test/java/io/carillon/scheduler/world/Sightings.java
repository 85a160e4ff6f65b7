package io.carillon.scheduler.world;

import io.carillon.api.model.Attempt;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.Platform;
import io.carillon.api.observe.DispatchObserver;
import io.carillon.api.store.Settlement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What the engine told whoever looks. */
public final class Sightings implements DispatchObserver {

    /** A visit to prepare. */
    public record Visit(Platform platform, Attempt.Result result, Duration took) {}

    public final List<Duration> latenesses = new ArrayList<>();
    public final List<Visit> visits = new ArrayList<>();
    public final List<DeliveryState> settled = new ArrayList<>();
    public final List<Integer> claims = new ArrayList<>();
    public final List<Integer> batches = new ArrayList<>();

    @Override
    public void stored(StoreCall call, int rows, long nanos) {
        (call == StoreCall.CLAIM ? claims : batches).add(rows);
    }

    @Override
    public void entered(Platform platform, long lateness) {
        latenesses.add(Duration.ofNanos(lateness));
    }

    @Override
    public void prepared(Platform platform, Attempt.Result result, long nanos) {
        visits.add(new Visit(platform, result, Duration.ofNanos(nanos)));
    }

    @Override
    public void settled(List<Settlement> settlements) {
        settlements.forEach(settlement -> settled.add(settlement.delivery().state()));
    }
}
