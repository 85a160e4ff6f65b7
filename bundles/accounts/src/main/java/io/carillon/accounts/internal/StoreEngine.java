package io.carillon.accounts.internal;

import io.carillon.api.model.Account;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.service.Dispatch;
import io.carillon.api.service.Queues;
import io.carillon.api.store.DeliveryQuery;
import io.carillon.api.store.DispatchStore;
import io.carillon.api.store.PageRequest;
import io.carillon.api.store.PostStore;
import java.time.Clock;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** The engine as it is known through its stores, and the bell that makes it look. */
final class StoreEngine implements Engine {

    private static final Set<DeliveryState> TO_COME = EnumSet.of(
            DeliveryState.SCHEDULED,
            DeliveryState.WAITING,
            DeliveryState.ARMED,
            DeliveryState.PUBLISHING,
            DeliveryState.RETRYING,
            DeliveryState.IN_DOUBT);

    private final PostStore posts;
    private final DispatchStore deliveries;
    private final Supplier<Optional<Dispatch>> dispatch;
    private final Supplier<Optional<Queues>> queues;
    private final Clock clock;

    /**
     * @param dispatch the engine of this server, where it runs one at the moment
     * @param queues while they are there
     */
    StoreEngine(
            PostStore posts,
            DispatchStore deliveries,
            Supplier<Optional<Dispatch>> dispatch,
            Supplier<Optional<Queues>> queues,
            Clock clock) {
        this.posts = posts;
        this.deliveries = deliveries;
        this.dispatch = dispatch;
        this.queues = queues;
        this.clock = clock;
    }

    @Override
    public boolean needs(Account account) {
        DeliveryQuery query = new DeliveryQuery(
                account.workspace(), TO_COME, Optional.of(account.id()), Optional.empty(), Optional.empty());
        return !posts.listDeliveries(query, PageRequest.first(1)).items().isEmpty();
    }

    @Override
    public void wake(Account account) {
        deliveries.unparkAccount(account.id(), clock.instant());
        dispatch.get().ifPresent(Dispatch::nudge);
    }

    @Override
    public void follow(Account account) {
        queues.get().ifPresent(all -> all.follow(account.workspace(), account.id()));
    }
}
