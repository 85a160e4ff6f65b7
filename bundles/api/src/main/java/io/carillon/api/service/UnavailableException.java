package io.carillon.api.service;

/** A network or another outer service could not be reached; the same request may work later. Nothing was stored. */
public class UnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public UnavailableException(String detail) {
        super(detail);
    }
}
