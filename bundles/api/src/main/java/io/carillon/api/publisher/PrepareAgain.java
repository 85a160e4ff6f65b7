package io.carillon.api.publisher;

import java.util.Objects;

/**
 * Nothing was accepted, since the network no longer has what was prepared, such as an upload that it forgot. It is prepared
 * afresh, and then tried again under the same key.
 */
public record PrepareAgain(String reason) implements PublishOutcome {

    public PrepareAgain {
        Objects.requireNonNull(reason, "reason");
    }

    @Override
    public <R> R fold(PublishOutcome.Cases<R> cases) {
        return cases.prepareAgain(this);
    }
}
