package io.carillon.api.store;

/** The store could not be reached or could not answer; the same call may work later. */
public class StoreException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
