package io.carillon.api.store;

import io.carillon.api.model.AccountQueue;
import java.util.List;
import java.util.Objects;

/**
 * A change to a queue and to what is queued, made as a whole or not at all.
 *
 * @param queue as it is to be, with the version that it is to have
 * @param expectedVersion the version that was read; 0 if it was not stored yet
 * @param moves what changes its place or its state
 */
public record QueueChange(AccountQueue queue, long expectedVersion, List<Move> moves) {

    public QueueChange {
        Objects.requireNonNull(queue, "queue");
        moves = List.copyOf(moves);
    }

    /** How an entry was read and how it is to be. What was prepared of it is kept as far as it has come. */
    public record Move(QueueEntry before, QueueEntry after) {

        public Move {
            if (!before.id().equals(after.id()) || before.revision() != after.revision()) {
                throw new IllegalArgumentException("An entry keeps its id and its revision");
            }
        }
    }
}
