package io.carillon.api.store;

import io.carillon.api.model.Webhook;
import io.carillon.api.model.WebhookCall;
import io.carillon.api.model.WebhookId;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.store.AccountStore.SealedGrant;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Webhooks and their calls. An event is noted, with the event, as one that webhooks have yet to be called for, wherever there
 * are any; {@link #spread} makes calls of it, in one transaction. So each webhook gets one call for each event, whatever
 * happens to servers meanwhile.
 */
@ProviderType
public interface WebhookStore {

    /**
     * A call that is to be made now, by nobody but who has it.
     *
     * @param claim tells it from what another claimed later
     */
    record Due(String claim, Webhook webhook, SealedGrant secret, WebhookCall call) {

        public Due {
            Objects.requireNonNull(claim, "claim");
            Objects.requireNonNull(webhook, "webhook");
            Objects.requireNonNull(secret, "secret");
            Objects.requireNonNull(call, "call");
        }
    }

    /** A webhook with its secret. */
    record Kept(Webhook webhook, SealedGrant secret) {

        public Kept {
            Objects.requireNonNull(webhook, "webhook");
            Objects.requireNonNull(secret, "secret");
        }
    }

    /**
     * Adds a webhook.
     *
     * @param most how many a workspace may have
     * @return false if it has that many; nothing is added then
     */
    boolean add(Webhook webhook, SealedGrant secret, int most);

    Optional<Webhook> find(WorkspaceId workspace, WebhookId id);

    /** The oldest first. */
    List<Webhook> list(WorkspaceId workspace);

    /**
     * Those of all workspaces that are called no more for a reason, in the order of their ids.
     *
     * @param after the last id that is known already
     */
    List<Kept> disabled(Webhook.Reason reason, Optional<WebhookId> after, int limit);

    /**
     * Stores what a person changed. Once it is called again, so is what was not delivered before.
     *
     * @throws StaleException if its version is not what is stored, or it is gone
     */
    void update(Webhook webhook);

    /** Removes a webhook with its calls. */
    boolean remove(WorkspaceId workspace, WebhookId id);

    /**
     * Makes calls of events, the oldest first: one for each webhook that wants it, due at once.
     *
     * @return how many events were looked at; of several callers one gets each
     */
    int spread(Instant now, int limit);

    /**
     * Claims webhooks that have a call due, those first that wait longest: one call of each, and no other until it is finished
     * or the lease ends.
     */
    List<Due> claim(Instant now, Duration lease, int limit);

    /**
     * Stores what came of a call, and what that tells of its webhook: failures, and why it is disabled if it is.
     *
     * @param restUntil the webhook is not called before
     * @return false if the claim has ended, or the webhook is gone; nothing is stored then
     */
    boolean finish(Due due, Webhook webhook, WebhookCall call, Instant restUntil);

    /** The newest first; none if there is no such webhook in that workspace. */
    Page<WebhookCall> calls(WorkspaceId workspace, WebhookId webhook, PageRequest page);

    /**
     * Makes a call due again, however it ended.
     *
     * @return it; absent if there is none
     */
    Optional<WebhookCall> replay(WorkspaceId workspace, WebhookId webhook, String call, Instant now);

    /** Forgets calls for events from before an instant. */
    void forget(Instant before);
}
