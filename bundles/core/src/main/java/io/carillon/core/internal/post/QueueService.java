package io.carillon.core.internal.post;

import io.carillon.api.model.Account;
import io.carillon.api.model.AccountId;
import io.carillon.api.model.AccountQueue;
import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryId;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.Schedule;
import io.carillon.api.model.Slot;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.service.ConflictException;
import io.carillon.api.service.NotFoundException;
import io.carillon.api.service.QueueTarget;
import io.carillon.api.service.Queues;
import io.carillon.api.store.AccountStore;
import io.carillon.api.store.Page;
import io.carillon.api.store.PageRequest;
import io.carillon.api.store.PostStore;
import io.carillon.api.store.QueueChange;
import io.carillon.api.store.QueueStore;
import io.carillon.api.store.StaleException;
import io.carillon.core.internal.queue.QueueDesk;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What people do with queues; what posts do in them is the {@link PostService}'s. */
@Component(service = Queues.class)
public final class QueueService implements Queues {

    private final QueueStore store;
    private final PostStore posts;
    private final AccountStore accounts;
    private final QueueDesk desk;
    private final Clock clock;
    private final Runnable nudge;

    @Activate
    public QueueService(
            @Reference QueueStore store,
            @Reference PostStore posts,
            @Reference AccountStore accounts,
            @Reference QueueDesk desk,
            @Reference TimeAndChance real,
            @Reference EngineNudge nudge) {
        this(store, posts, accounts, desk, real.clock(), nudge);
    }

    QueueService(
            QueueStore store, PostStore posts, AccountStore accounts, QueueDesk desk, Clock clock, Runnable nudge) {
        this.store = store;
        this.posts = posts;
        this.accounts = accounts;
        this.clock = clock;
        this.nudge = nudge;
        this.desk = desk;
    }

    @Override
    public AccountQueue get(WorkspaceId workspace, AccountId account) {
        return desk.queue(account(workspace, account));
    }

    @Override
    public AccountQueue set(
            WorkspaceId workspace, AccountId id, OptionalLong expectedRevision, List<Slot> slots, boolean paused) {
        SlotsCheck.require(slots);
        return alone(() -> {
            Account account = account(workspace, id);
            AccountQueue queue = desk.queue(account);
            requireExpected("queue's settings", expectedRevision, queue.revision());
            boolean isSame = queue.slots().equals(slots.stream().sorted().toList()) && queue.isPaused() == paused;
            return isSame ? queue : change(desk.set(queue, account, slots, paused, now()));
        });
    }

    @Override
    public List<Schedule> next(WorkspaceId workspace, AccountId id, int count) {
        Account account = account(workspace, id);
        return desk.next(account, count, now()).stream()
                .map(slot -> Schedule.at(slot, account.zone()))
                .toList();
    }

    @Override
    public Page<Delivery> list(WorkspaceId workspace, AccountId id, PageRequest page) {
        return store.listQueued(id, QueueDesk.start(get(workspace, id), now()), page);
    }

    @Override
    public Delivery move(
            WorkspaceId workspace,
            AccountId id,
            DeliveryId delivery,
            OptionalLong expectedVersion,
            QueueTarget target) {
        return alone(() -> {
            Account account = account(workspace, id);
            AccountQueue queue = desk.queue(account);
            requireExpected("queue", expectedVersion, queue.version());
            Instant now = now();
            requireQueued(account, delivery, QueueDesk.start(queue, now));
            change(desk.move(account, delivery, target, now));
            return posts.findDelivery(workspace, delivery)
                    .orElseThrow(() -> new NotFoundException("delivery", delivery));
        });
    }

    @Override
    public void follow(WorkspaceId workspace, AccountId id) {
        alone(() -> {
            desk.follow(account(workspace, id), now()).ifPresent(this::change);
            return id;
        });
    }

    private void requireQueued(Account account, DeliveryId id, Instant start) {
        Delivery delivery = posts.findDelivery(account.workspace(), id)
                .filter(found -> found.account().equals(account.id()))
                .orElseThrow(() -> new NotFoundException("delivery", id));
        if (delivery.state() == DeliveryState.ARMED || delivery.state() == DeliveryState.PUBLISHING) {
            throw new ConflictException(
                    ConflictException.PUBLISHING_NOW,
                    "This post is being published at this moment; it stays in its slot.");
        }
        if (!delivery.isQueued() || !delivery.due().isAfter(start)) {
            throw new ConflictException(
                    "not-queued",
                    "This delivery is not in the queue (it is "
                            + delivery.state().shown() + " and due at " + delivery.due()
                            + "); enqueue its post first.");
        }
    }

    private AccountQueue change(QueueChange change) {
        Races.lost(() -> store.change(change));
        nudge.run();
        return change.queue();
    }

    private <T> T alone(Supplier<T> change) {
        return Races.run(() -> desk.alone(change));
    }

    private Account account(WorkspaceId workspace, AccountId id) {
        return accounts.find(workspace, id).orElseThrow(() -> new NotFoundException("account", id));
    }

    private static void requireExpected(String what, OptionalLong expected, long actual) {
        if (expected.isPresent() && expected.getAsLong() != actual) {
            throw new StaleException("The " + what + " moved on from " + expected.getAsLong() + " to " + actual
                    + "; read it again and decide anew.");
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
