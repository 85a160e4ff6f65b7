package io.carillon.api.store;

import io.carillon.api.model.AccountId;
import io.carillon.api.model.DeliveryId;
import io.carillon.api.model.IdempotencyKey;
import io.carillon.api.model.Platform;
import io.carillon.api.model.PostId;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.publisher.PreparedValue;
import java.time.Instant;
import java.util.Objects;

/**
 * What was prepared for a delivery that an edit, a cancel or a removal made useless: its publisher may clean it up on the
 * network. The post may have changed since, or be gone.
 *
 * @param key under which it was prepared; no two have the same
 * @param due when it was to be published
 * @param prepared the last value that was stored; never {@link PreparedValue#NOTHING}
 */
public record Discard(
        IdempotencyKey key,
        WorkspaceId workspace,
        PostId post,
        DeliveryId delivery,
        AccountId account,
        Platform platform,
        Instant due,
        PreparedValue prepared) {

    public Discard {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(workspace, "workspace");
        Objects.requireNonNull(post, "post");
        Objects.requireNonNull(delivery, "delivery");
        Objects.requireNonNull(account, "account");
        Objects.requireNonNull(platform, "platform");
        Objects.requireNonNull(due, "due");
        Objects.requireNonNull(prepared, "prepared");
    }
}
