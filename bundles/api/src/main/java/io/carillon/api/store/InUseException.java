package io.carillon.api.store;

/** The thing is still needed by something else, or its name is taken. Nothing was stored. */
public class InUseException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public InUseException(String message) {
        super(message);
    }
}
