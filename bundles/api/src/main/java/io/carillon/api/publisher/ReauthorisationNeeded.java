package io.carillon.api.publisher;

import java.util.Objects;

/**
 * Nothing was accepted: the network no longer takes the grant. The account's owner must connect again.
 */
public record ReauthorisationNeeded(String reason) implements PublishOutcome, PrepareOutcome {

    public ReauthorisationNeeded {
        Objects.requireNonNull(reason, "reason");
    }

    @Override
    public <R> R fold(PublishOutcome.Cases<R> cases) {
        return cases.reauthorisationNeeded(this);
    }

    @Override
    public <R> R fold(PrepareOutcome.Cases<R> cases) {
        return cases.reauthorisationNeeded(this);
    }
}
