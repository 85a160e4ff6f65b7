package io.carillon.api.model;

import java.time.Instant;
import java.util.Objects;

/**
 * What makes two sends of one delivery the same send. Minted once per delivery and revision, never per attempt, so that
 * whatever a network makes of it (a record key, a creation time, an idempotency header) stays the same too.
 *
 * @param value unique, 26 characters of Crockford base 32
 * @param mintedAt to the microsecond
 */
public record IdempotencyKey(String value, Instant mintedAt) {

    public IdempotencyKey {
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(mintedAt, "mintedAt");
    }
}
