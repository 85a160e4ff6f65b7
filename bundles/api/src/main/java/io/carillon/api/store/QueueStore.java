package io.carillon.api.store;

import io.carillon.api.model.AccountId;
import io.carillon.api.model.AccountQueue;
import io.carillon.api.model.Delivery;
import io.carillon.api.model.WorkspaceId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The queues of accounts. What is queued are deliveries like all others, with a due time and with
 * {@link Delivery#isQueued()}; they are in the order of their due times.
 */
@ProviderType
public interface QueueStore {

    /** Absent where nobody ever set any slots. */
    Optional<AccountQueue> queue(WorkspaceId workspace, AccountId account);

    /** What is queued for an account and due after an instant, in order: at the cost of a few columns each. */
    List<QueueEntry> queued(AccountId account, Instant after);

    /** The slots after an instant that were chosen for what is queued there, in order. */
    List<Instant> chosen(AccountId account, Instant after);

    /** What is queued for an account and due after an instant, in order. */
    Page<Delivery> listQueued(AccountId account, Instant after, PageRequest page);

    /**
     * Changes a queue and what is queued. An entry is changed only if due time, state and revision are still as they
     * were read and no publish claim is on it; a claim for preparing is ended.
     *
     * @throws StaleException if the queue's version or any entry has moved on; nothing is changed then
     */
    void change(QueueChange change);
}
