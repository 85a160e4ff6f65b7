package io.carillon.shell.internal;

/** What was typed cannot be done; the message says why and what would be right. */
final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Refusal(String message) {
        super(message);
    }
}
