package io.carillon.api.store;

import io.carillon.api.model.AccountStatus;
import io.carillon.api.model.WorkspaceId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What has become of accounts, in the order in which it happened, for whoever wants to be told. An event is stored with the
 * change that it tells of, in one transaction, and for a week.
 */
@ProviderType
public interface EventStore {

    /**
     * That an account's status, or the reason for it, has changed.
     *
     * @param id sorts by the time at which it happened, by the clock of the server that made the change
     * @param account its id; the account itself may be gone by now
     * @param status that it has since, {@code DISCONNECTED} if it was removed
     */
    record AccountChanged(String id, WorkspaceId workspace, String account, AccountStatus status, Instant at) {

        public AccountChanged {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(workspace, "workspace");
            Objects.requireNonNull(account, "account");
            Objects.requireNonNull(status, "status");
            Objects.requireNonNull(at, "at");
        }

        /** Sorts before every id from that instant on, and after all before it. */
        public static String firstId(Instant at) {
            return "%016x".formatted(ChronoUnit.MICROS.between(Instant.EPOCH, at));
        }
    }

    /**
     * Events of a workspace, the oldest first. One that another server stores at this moment may come later than one with a
     * higher id: whoever follows them looks a few seconds back.
     *
     * @param after the id of the last that is known already, or what {@link AccountChanged#firstId} gives
     */
    List<AccountChanged> after(WorkspaceId workspace, String after, int limit);
}
