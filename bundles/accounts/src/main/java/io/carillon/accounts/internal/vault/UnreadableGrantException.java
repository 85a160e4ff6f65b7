package io.carillon.accounts.internal.vault;

/** A sealed grant cannot be opened: its account must be connected again. The message holds no secret. */
public class UnreadableGrantException extends Exception {

    private static final long serialVersionUID = 1L;

    UnreadableGrantException(String message) {
        super(message);
    }
}
