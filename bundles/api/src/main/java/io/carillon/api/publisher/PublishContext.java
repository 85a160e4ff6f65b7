package io.carillon.api.publisher;

import io.carillon.api.model.Account;
import io.carillon.api.model.DeliveryId;
import io.carillon.api.model.IdempotencyKey;
import java.time.Instant;
import org.osgi.annotation.versioning.ProviderType;

/** What a publisher is told about the delivery at hand. Valid until the call returns. */
@ProviderType
public interface PublishContext {

    /** The delivery of the post. */
    DeliveryId delivery();

    /** The account with its grant. */
    Account account();

    Message message();

    /** The same for every call about this delivery and revision of the post, or about this step. */
    IdempotencyKey key();

    /** When the post is to appear. */
    Instant due();

    /** When the caller stops waiting: requests should time out a little before. */
    Instant deadline();

    /**
     * Tells how much more the network takes, where its answer to a call about this delivery says so. What it takes no more of
     * waits until then instead of being refused; what a visit to prepare is told counts for preparing only. Comes back at
     * once, may be called from any thread, and any number of times: the latest counts.
     */
    void allowed(Allowance allowance);
}
