package io.carillon.accounts.internal.connect;

import io.carillon.api.service.Connections.Failure;

/** Nothing comes of a consent. Its message is a sentence for people, without a secret. */
final class Trouble extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Failure failure;

    Trouble(Failure failure, String detail) {
        super(detail);
        this.failure = failure;
    }

    Failure failure() {
        return failure;
    }
}
