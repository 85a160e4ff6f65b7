package io.carillon.api.publisher;

import java.time.Instant;
import java.util.Objects;

/**
 * Nothing was accepted: the network wants fewer calls. Until then nothing more of whoever it means is sent there.
 *
 * @param retryAt when the network allows the next one, kept to the second
 * @param scope whom it means: the account, or all accounts of this server
 */
public record Throttled(Instant retryAt, RateLimit.Scope scope, String reason)
        implements PublishOutcome, PrepareOutcome {

    public Throttled {
        Objects.requireNonNull(retryAt, "retryAt");
        Objects.requireNonNull(scope, "scope");
        Objects.requireNonNull(reason, "reason");
    }

    /** The account is to wait. */
    public Throttled(Instant retryAt, String reason) {
        this(retryAt, RateLimit.Scope.ACCOUNT, reason);
    }

    @Override
    public <R> R fold(PublishOutcome.Cases<R> cases) {
        return cases.throttled(this);
    }

    @Override
    public <R> R fold(PrepareOutcome.Cases<R> cases) {
        return cases.throttled(this);
    }
}
