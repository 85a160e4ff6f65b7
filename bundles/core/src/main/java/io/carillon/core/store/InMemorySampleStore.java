package io.carillon.core.store;

import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryId;
import io.carillon.api.model.Platform;
import io.carillon.api.model.Sample;
import io.carillon.api.store.SampleStore;
import io.carillon.api.store.Sampling;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Figures in memory, of the posts in a store in memory. Safe for use by many threads. */
public final class InMemorySampleStore implements SampleStore {

    private final InMemoryPostStore posts;
    private final Map<DeliveryId, Sampling> open = new HashMap<>();
    private final Map<DeliveryId, List<Sample>> taken = new HashMap<>();

    public InMemorySampleStore(InMemoryPostStore posts) {
        this.posts = posts;
    }

    @Override
    public synchronized int enrol(Collection<DeliveryId> deliveries, Duration firstAge) {
        int before = open.size();
        posts.published(new LinkedHashSet<>(deliveries)).forEach(delivery -> enrol(delivery, firstAge));
        return open.size() - before;
    }

    @Override
    public synchronized int enrolMissed(Set<Platform> platforms, Instant dueFrom, Duration firstAge) {
        int before = open.size();
        posts.published(platforms, dueFrom).forEach(delivery -> enrol(delivery, firstAge));
        return open.size() - before;
    }

    private void enrol(Delivery delivery, Duration firstAge) {
        delivery.publication()
                .ifPresent(publication -> open.putIfAbsent(
                        delivery.id(),
                        new Sampling(
                                delivery.id(),
                                delivery.workspace(),
                                delivery.account(),
                                delivery.platform(),
                                publication,
                                firstAge,
                                0,
                                publication.publishedAt().plus(firstAge))));
    }

    @Override
    public synchronized List<Sampling> claim(Instant now, Instant until, int limit) {
        List<Sampling> claimed = open.values().stream()
                .filter(one -> !one.wakeAt().isAfter(now))
                .sorted(Comparator.comparing(Sampling::wakeAt))
                .limit(limit)
                .map(one -> one.next(one.age(), until, one.failures()))
                .toList();
        claimed.forEach(one -> open.put(one.delivery(), one));
        return claimed;
    }

    @Override
    public synchronized Set<DeliveryId> finish(List<Sampling.Outcome> outcomes) {
        Set<DeliveryId> finished = new LinkedHashSet<>();
        for (Sampling.Outcome outcome : outcomes) {
            DeliveryId delivery = outcome.claimed().delivery();
            boolean holds = Optional.ofNullable(open.get(delivery))
                    .filter(one -> one.wakeAt().equals(outcome.claimed().wakeAt()))
                    .isPresent();
            if (holds) {
                finish(delivery, outcome);
                finished.add(delivery);
            }
        }
        return finished;
    }

    private void finish(DeliveryId delivery, Sampling.Outcome outcome) {
        outcome.next().ifPresentOrElse(next -> open.put(delivery, next), () -> open.remove(delivery));
        outcome.sample().ifPresent(sample -> {
            taken.computeIfAbsent(delivery, id -> new ArrayList<>()).add(sample);
            posts.report(delivery);
        });
    }

    @Override
    public synchronized List<Sample> samples(DeliveryId delivery) {
        return taken.getOrDefault(delivery, List.of()).stream()
                .sorted(Comparator.comparing(Sample::age))
                .toList();
    }
}
