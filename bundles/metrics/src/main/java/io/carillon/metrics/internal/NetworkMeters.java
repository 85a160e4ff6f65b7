package io.carillon.metrics.internal;

import io.carillon.api.model.Attempt;
import io.carillon.api.model.Platform;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.IntFunction;

/** One network's figures. What never happened there has none. */
final class NetworkMeters {

    private static final int RESULTS = Attempt.Result.values().length;

    private final Meters meters;
    private final Tags network;
    private final Timer lateness;
    private final Timer calls;
    private final Counter doubts;
    private final Counter held;
    // Looked up by numbers and not by names: this is asked for with every post.
    private final AtomicReferenceArray<Counter> attempts =
            new AtomicReferenceArray<>(Attempt.Kind.values().length * RESULTS);
    private final AtomicReferenceArray<Counter> retries = new AtomicReferenceArray<>(RESULTS);
    private final AtomicReferenceArray<Counter> settled = new AtomicReferenceArray<>(RESULTS);
    private final AtomicReferenceArray<Timer> visits = new AtomicReferenceArray<>(RESULTS);

    NetworkMeters(Meters meters, Platform platform) {
        this.meters = meters;
        network = Tags.of("network", platform.id());
        lateness = meters.times(
                "carillon.publish.lateness",
                "From the instant at which a post was to be sent to the entry into the publisher's call",
                network,
                Buckets.LATENESS);
        calls = meters.times(
                "carillon.publish.call",
                "From the entry into the publisher's call to its answer",
                network,
                Buckets.CALL);
        doubts = counter(
                "carillon.doubts.raised", "Calls whose answer was lost, so that the network had to be asked", network);
        held = counter("carillon.doubts.held", "Doubts that the network could not settle, left to a person", network);
    }

    Timer lateness() {
        return lateness;
    }

    Timer calls() {
        return calls;
    }

    Counter doubts() {
        return doubts;
    }

    Counter held() {
        return held;
    }

    Counter attempts(Attempt.Kind kind, Attempt.Result result) {
        return get(
                attempts,
                kind.ordinal() * RESULTS + result.ordinal(),
                index -> counter(
                        "carillon.attempts",
                        "What came of tries to publish and of questions about a doubt",
                        network.and("kind", word(kind), "outcome", word(result))));
    }

    Counter retries(Attempt.Result why) {
        return get(
                retries,
                why.ordinal(),
                index -> counter(
                        "carillon.retries", "Deliveries put off to be tried again", network.and("why", word(why))));
    }

    Counter settled(Attempt.Result as) {
        return get(
                settled,
                as.ordinal(),
                index -> counter(
                        "carillon.doubts.settled",
                        "Doubts settled by the network's word, or by an answer that came late",
                        network.and("outcome", word(as))));
    }

    Timer visits(Attempt.Result result) {
        return get(
                visits,
                result.ordinal(),
                index -> meters.times(
                        "carillon.prepare",
                        "Visits to prepare what is due later",
                        network.and("outcome", word(result)),
                        Buckets.PREPARE));
    }

    private Counter counter(String name, String description, Tags tags) {
        return Counter.builder(name).description(description).tags(tags).register(meters.registry());
    }

    /** Two threads may make the same meter at once; the registry gives both the same. */
    private static <T> T get(AtomicReferenceArray<T> known, int index, IntFunction<T> make) {
        T found = known.get(index);
        if (found == null) {
            found = make.apply(index);
            known.set(index, found);
        }
        return found;
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
