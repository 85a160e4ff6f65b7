package io.carillon.api.store;

import io.carillon.api.model.Event;
import io.carillon.api.model.EventType;
import io.carillon.api.model.Platform;
import io.carillon.api.model.WorkspaceId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What has happened, in the order in which it did, for whoever wants to be told. An event is stored with the change that it
 * tells of, in one transaction, and for a week. What becomes of accounts and platforms always is; what becomes of posts and
 * deliveries only where somebody listens, since there is so much of it.
 */
@ProviderType
public interface EventStore {

    /**
     * Events of a workspace, the oldest first. One that another server stores at this moment may come later than one with a
     * higher id: whoever follows them looks a few seconds back.
     *
     * @param after the id of the last that is known already, or what {@link Event#firstId} gives
     */
    List<Event> after(WorkspaceId workspace, String after, int limit);

    /**
     * Somebody listens: from when this returns until that instant, events of posts and deliveries are stored too. Where there
     * is a webhook, they are without this.
     */
    void listen(WorkspaceId workspace, Instant until);

    /** Tells of what is stored nowhere else. */
    void tell(WorkspaceId workspace, EventType type, Map<String, String> data, Instant at);

    /** The networks that can be published to, as was told last. */
    Set<Platform> platforms();

    /** Tells every workspace of networks that have come and gone; of several callers one does. */
    void tellPlatforms(Set<Platform> added, Set<Platform> removed, Instant at);

    /** Forgets events from before an instant, but for those that webhooks have yet to be called for. */
    void forget(Instant before);
}
