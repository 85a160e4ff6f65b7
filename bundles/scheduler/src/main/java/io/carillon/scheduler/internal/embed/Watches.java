package io.carillon.scheduler.internal.embed;

import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryId;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.PostId;
import io.carillon.api.model.StoredPost;
import io.carillon.api.observe.DispatchObserver;
import io.carillon.api.store.InUseException;
import io.carillon.api.store.PostWithDeliveries;
import io.carillon.api.store.Settlement;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;

/** Tells who waits for a post when all its deliveries have come to rest. */
public final class Watches implements DispatchObserver {

    private static final class Watch {

        private final StoredPost post;
        private final Map<DeliveryId, Delivery> deliveries = new LinkedHashMap<>();
        private final CompletableFuture<PostWithDeliveries> future = new CompletableFuture<>();

        Watch(StoredPost post, List<Delivery> all) {
            this.post = post;
            all.forEach(delivery -> deliveries.put(delivery.id(), delivery));
        }

        synchronized Optional<PostWithDeliveries> update(Settlement settlement) {
            Delivery delivery = settlement.delivery();
            deliveries.put(delivery.id(), delivery);
            settlement.steps().forEach(step -> deliveries.put(step.id(), step));
            List<Delivery> own = deliveries.values().stream()
                    .filter(one -> one.step().isEmpty())
                    .toList();
            return deliveries.values().stream().allMatch(one -> isAtRest(one) || isBlocked(one))
                    ? Optional.of(new PostWithDeliveries(post, own, steps()))
                    : Optional.empty();
        }

        private Map<DeliveryId, List<Delivery>> steps() {
            return deliveries.values().stream()
                    .filter(one -> one.step().isPresent())
                    .sorted(Comparator.comparing(one -> one.step().orElseThrow().position()))
                    .collect(Collectors.groupingBy(
                            one -> one.step().orElseThrow().follows()));
        }

        /** A part of a thread rests while one before it does that was not published. */
        private boolean isBlocked(Delivery delivery) {
            return delivery.step()
                    .filter(step -> deliveries.values().stream()
                            .filter(other ->
                                    other.step().filter(step::comesAfter).isPresent())
                            .anyMatch(other -> isAtRest(other) && other.state() != DeliveryState.PUBLISHED))
                    .isPresent();
        }
    }

    private final Map<PostId, Watch> watches = new ConcurrentHashMap<>();
    private final Executor executor;

    /** @param executor runs what callers hang on to the futures, so that it holds up nothing else */
    public Watches(Executor executor) {
        this.executor = executor;
    }

    /** @throws InUseException if a post of that id is watched already */
    public CompletableFuture<PostWithDeliveries> begin(StoredPost post, List<Delivery> deliveries) {
        Watch watch = new Watch(post, deliveries);
        if (watches.putIfAbsent(post.id(), watch) != null) {
            throw new InUseException("There is a post " + post.id() + " already.");
        }
        return watch.future.copy();
    }

    public void end(PostId id) {
        watches.remove(id);
    }

    public Optional<CompletableFuture<PostWithDeliveries>> find(PostId id) {
        return Optional.ofNullable(watches.get(id)).map(watch -> watch.future.copy());
    }

    @Override
    public void settled(List<Settlement> settlements) {
        for (Settlement settlement : settlements) {
            Optional.ofNullable(watches.get(settlement.delivery().post()))
                    .flatMap(watch -> watch.update(settlement))
                    .ifPresent(this::complete);
        }
    }

    private void complete(PostWithDeliveries post) {
        Optional.ofNullable(watches.remove(post.post().id()))
                .ifPresent(watch -> watch.future.completeAsync(() -> post, executor));
    }

    /** Nothing happens any more unless a person does something. */
    public static boolean isAtRest(Delivery delivery) {
        DeliveryState state = delivery.state();
        return switch (state) {
            case PUBLISHED, REPORTED, FAILED, MISSED, CANCELLED, DRAFT -> true;
            case IN_DOUBT -> delivery.wakeAt().isEmpty();
            case SCHEDULED, WAITING, ARMED, PUBLISHING, RETRYING -> false;
        };
    }
}
