package io.carillon.api.model;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The weekly slots of an account, in which what is queued for it goes out.
 *
 * @param slots from Monday on, none twice
 * @param zone that the slots were last laid out in
 * @param pausedAt present while nothing of it goes out; what is queued is due later than that
 * @param last the slot of the last in order; what is queued next comes after it
 * @param revision one more with every change of the slots and with every pause; 0 if nobody ever set any
 * @param version one more with every change of the queue or of anything in it; 0 if it was never stored
 */
public record AccountQueue(
        AccountId account,
        WorkspaceId workspace,
        List<Slot> slots,
        ZoneId zone,
        Optional<Instant> pausedAt,
        Optional<Instant> last,
        long revision,
        long version) {

    public AccountQueue {
        Objects.requireNonNull(account, "account");
        Objects.requireNonNull(workspace, "workspace");
        Objects.requireNonNull(zone, "zone");
        Objects.requireNonNull(pausedAt, "pausedAt");
        Objects.requireNonNull(last, "last");
        slots = slots.stream().sorted().toList();
    }

    /** The queue of an account for which nobody has set any slots yet. */
    public static AccountQueue none(Account account) {
        return new AccountQueue(
                account.id(), account.workspace(), List.of(), account.zone(), Optional.empty(), Optional.empty(), 0, 0);
    }

    public boolean isPaused() {
        return pausedAt.isPresent();
    }

    /** With other settings, as their next revision. */
    public AccountQueue with(List<Slot> others, Optional<Instant> paused) {
        return new AccountQueue(account, workspace, others, zone, paused, last, revision + 1, version);
    }

    /** As its entries are laid out anew, the next version. */
    public AccountQueue laid(ZoneId in, Optional<Instant> lastDue) {
        return new AccountQueue(account, workspace, slots, in, pausedAt, lastDue, revision, version + 1);
    }
}
