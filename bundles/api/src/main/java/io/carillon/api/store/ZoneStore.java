package io.carillon.api.store;

import io.carillon.api.model.AccountQueue;
import io.carillon.api.model.PostId;
import io.carillon.api.model.Schedule;
import io.carillon.api.model.WorkspaceId;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import org.osgi.annotation.versioning.ProviderType;

/** What goes by the wall clock of which zone, in all workspaces, and under which rules it was computed. */
@ProviderType
public interface ZoneStore {

    /** A post that goes out once, at a local time. */
    record Single(WorkspaceId workspace, PostId post, Schedule schedule) {}

    /**
     * A post that recurs.
     *
     * @param plannedTo the first local start without deliveries
     */
    record Recurring(WorkspaceId workspace, PostId post, LocalDateTime plannedTo) {}

    /**
     * The names of all zones that anything goes by: posts at local times, and queues. Those in which posts at instants are
     * shown may be among them.
     */
    SortedSet<String> inUse();

    /** What is kept of zones, by their names. */
    Map<String, ZoneRecord> records();

    /**
     * Stores a record in place of the one whose version is one less.
     *
     * @return false if somebody else was quicker; nothing was changed
     */
    boolean put(ZoneRecord record);

    /**
     * The posts that go out once at local times in a zone, by their instants.
     *
     * @param from the earliest instant
     * @param after the last one of the page before
     */
    List<Single> singles(String zone, Instant from, Optional<Single> after, int limit);

    /**
     * The posts that recur in a zone and are planned to a local start after the given one, by that.
     *
     * @param after the last one of the page before
     */
    List<Recurring> recurring(String zone, LocalDateTime from, Optional<Recurring> after, int limit);

    /** The queues that were laid out in a zone, in the order of their accounts. */
    List<AccountQueue> queues(String zone);
}
