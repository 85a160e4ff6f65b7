package io.carillon.publisher.bluesky.internal;

import io.carillon.api.model.Violation;
import io.carillon.api.publisher.ConnectOutcome;
import io.carillon.api.publisher.ServerAnswer;
import java.util.List;
import java.util.Optional;

/** Why nobody can be connected: something that the person entered, or a server that could not be asked. */
final class TroubleException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Optional<Violation> violation;

    private TroubleException(String message, Optional<Violation> violation) {
        super(message);
        this.violation = violation;
    }

    /** What was entered cannot be right. */
    static TroubleException refused(String field, String rule, String actual, String message) {
        return new TroubleException(message, Optional.of(Violation.error(field, rule, "", actual, message)));
    }

    /** The same may work later. */
    static TroubleException notReached(String reason) {
        return new TroubleException(reason, Optional.empty());
    }

    /** Whether the same will never work. */
    boolean isRefusal() {
        return violation.isPresent();
    }

    ConnectOutcome whileConnecting() {
        return violation
                .<ConnectOutcome>map(one -> new ConnectOutcome.Refused(List.of(one)))
                .orElseGet(() -> new ConnectOutcome.NotReached(getMessage()));
    }

    <T> ServerAnswer<T> whileAsking() {
        return violation
                .<ServerAnswer<T>>map(ServerAnswer.Refused::new)
                .orElseGet(() -> new ServerAnswer.NotReached<>(getMessage()));
    }
}
