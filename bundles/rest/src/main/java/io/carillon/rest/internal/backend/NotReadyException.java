package io.carillon.rest.internal.backend;

/** A part of the server is not there yet, or for a moment. Nothing was changed. */
public final class NotReadyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public NotReadyException(Class<?> service) {
        super("The service " + service.getSimpleName() + " is not running.");
    }
}
