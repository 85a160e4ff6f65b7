package io.carillon.core.store;

import io.carillon.api.model.AccountId;
import io.carillon.api.model.AccountQueue;
import io.carillon.api.model.Delivery;
import io.carillon.api.model.QueuePlace;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.store.ClaimKind;
import io.carillon.api.store.Page;
import io.carillon.api.store.PageRequest;
import io.carillon.api.store.QueueChange;
import io.carillon.api.store.QueueChange.Move;
import io.carillon.api.store.QueueEntry;
import io.carillon.api.store.StaleException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Queues. Not thread-safe: {@link InMemoryPostStore} holds its lock around every call. */
final class QueueSide {

    private final DeliveryTable table;
    private final Map<AccountId, AccountQueue> queues = new HashMap<>();

    QueueSide(DeliveryTable table) {
        this.table = table;
    }

    List<AccountQueue> all() {
        return List.copyOf(queues.values());
    }

    Optional<AccountQueue> queue(WorkspaceId workspace, AccountId account) {
        return Optional.ofNullable(queues.get(account))
                .filter(queue -> queue.workspace().equals(workspace));
    }

    List<QueueEntry> queued(AccountId account, Instant after) {
        return deliveries(account, after)
                .map(QueueSide::entry)
                .sorted(QueueEntry.BY_DUE)
                .toList();
    }

    List<Instant> chosen(AccountId account, Instant after) {
        return deliveries(account, after)
                .filter(delivery -> delivery.queued().orElseThrow() == QueuePlace.CHOSEN)
                .map(Delivery::due)
                .sorted()
                .toList();
    }

    Page<Delivery> list(AccountId account, Instant after, PageRequest page) {
        return Cursor.earliestFirst(
                        Delivery::due, (Delivery delivery) -> delivery.id().value())
                .page(deliveries(account, after), page);
    }

    private Stream<Delivery> deliveries(AccountId account, Instant after) {
        return table.all().stream()
                .map(row -> row.delivery)
                .filter(delivery -> delivery.account().equals(account)
                        && delivery.isQueued()
                        && delivery.due().isAfter(after));
    }

    private static QueueEntry entry(Delivery delivery) {
        return new QueueEntry(
                delivery.id(),
                delivery.due(),
                delivery.queued().orElseThrow(),
                delivery.revision(),
                delivery.state(),
                delivery.waitReason(),
                delivery.preparation(),
                delivery.wakeAt(),
                delivery.uploadBytes());
    }

    /** All or nothing: everything is looked at before anything is changed. */
    void change(List<QueueChange> changes) {
        changes.forEach(this::require);
        changes.forEach(change -> {
            queues.put(change.queue().account(), change.queue());
            change.moves().forEach(this::move);
        });
    }

    private void require(QueueChange change) {
        AccountQueue before = queues.get(change.queue().account());
        if ((before == null ? 0 : before.version()) != change.expectedVersion()) {
            throw new StaleException(
                    "The queue of account " + change.queue().account() + " was changed by somebody else meanwhile.");
        }
        change.moves().stream()
                .map(Move::before)
                .filter(entry -> table.find(entry.id())
                        .filter(row -> isAsRead(row, entry))
                        .isEmpty())
                .findFirst()
                .ifPresent(entry -> {
                    throw new StaleException("Delivery " + entry.id() + " was changed by somebody else meanwhile.");
                });
    }

    private static boolean isAsRead(Row row, QueueEntry before) {
        return row.delivery.state() == before.state()
                && row.delivery.revision() == before.revision()
                && row.delivery.due().equals(before.due())
                && !row.isHeldFor(ClaimKind.PUBLISH);
    }

    private void move(Move move) {
        Row row = table.find(move.before().id()).orElseThrow();
        QueueEntry after = move.after();
        Delivery moved = row.delivery.toBuilder()
                .due(after.due())
                .queued(Optional.of(after.place()))
                .state(after.state())
                .waitReason(after.waitReason())
                .preparation(after.preparation())
                .wakeAt(after.wakeAt())
                .build();
        table.put(row, moved, Optional.empty());
    }
}
