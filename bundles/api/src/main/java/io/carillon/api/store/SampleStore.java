package io.carillon.api.store;

import io.carillon.api.model.DeliveryId;
import io.carillon.api.model.Platform;
import io.carillon.api.model.Sample;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The figures of published deliveries, and which are yet to be read. The cost of every call follows what is due, never what
 * is stored.
 */
@ProviderType
public interface SampleStore {

    /**
     * Puts published deliveries down for their figures to be read, first when they are so old. What is put down already, is
     * a step or is not published under a known id is passed over.
     *
     * @return how many were put down
     */
    int enrol(Collection<DeliveryId> deliveries, Duration firstAge);

    /**
     * Puts down what {@link #enrol} was never told of: deliveries of these platforms, due since then, that are PUBLISHED.
     *
     * @return how many were put down
     */
    int enrolMissed(Set<Platform> platforms, Instant dueFrom, Duration firstAge);

    /**
     * Claims what is to be read up to now, the earliest first, each by one compare-and-set: of several callers one gets it.
     *
     * @param until when the claims end by themselves
     */
    List<Sampling> claim(Instant now, Instant until, int limit);

    /**
     * Stores what came of claims and ends them. With its first sample, a delivery that is PUBLISHED becomes REPORTED.
     *
     * @return of which deliveries; the claims on the others had ended, and nothing of them was stored
     */
    Set<DeliveryId> finish(List<Sampling.Outcome> outcomes);

    /** A delivery's samples, the youngest age first. */
    List<Sample> samples(DeliveryId delivery);
}
