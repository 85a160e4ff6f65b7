package io.carillon.metrics.internal;

import io.carillon.api.observe.RequestObserver;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** How requests to the REST API are answered, as figures. */
@Component(service = RequestObserver.class)
public final class RequestMeters implements RequestObserver {

    /** Anybody can make up a method, and there must not be a figure for each. */
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    private record Key(String method, String route, int status) {}

    private final Meters meters;
    private final Map<Key, Timer> timers = new ConcurrentHashMap<>();

    @Activate
    public RequestMeters(@Reference Meters meters) {
        this.meters = meters;
    }

    @Override
    public void answered(String method, String route, int status, long nanos) {
        timers.computeIfAbsent(new Key(METHODS.contains(method) ? method : "other", route, status), this::timer)
                .record(nanos, TimeUnit.NANOSECONDS);
    }

    private Timer timer(Key key) {
        return meters.times(
                "carillon.http.requests",
                "Requests to the REST API, from their coming to the answer's first byte",
                Tags.of("method", key.method(), "route", key.route(), "status", Integer.toString(key.status())),
                Buckets.REQUEST);
    }
}
