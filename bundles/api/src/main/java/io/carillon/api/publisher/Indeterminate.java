package io.carillon.api.publisher;

import java.util.Objects;

/**
 * The call may have been accepted without our seeing the answer: a timeout or a broken connection after the request was
 * sent, a server error that may come after acceptance. It is never repeated before the network was asked.
 */
public record Indeterminate(String reason) implements PublishOutcome {

    public Indeterminate {
        Objects.requireNonNull(reason, "reason");
    }

    @Override
    public <R> R fold(PublishOutcome.Cases<R> cases) {
        return cases.indeterminate(this);
    }
}
