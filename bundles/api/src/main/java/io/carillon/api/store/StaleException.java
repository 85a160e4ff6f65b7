package io.carillon.api.store;

/** Somebody else changed the thing first: read it again and decide anew. Nothing was stored. */
public class StaleException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public StaleException(String message) {
        super(message);
    }
}
