package io.carillon.api.service;

/** A network was asked and nobody knows what came of it. Asking the same again is safe. */
public class UncertainException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param detail a sentence with what to do */
    public UncertainException(String detail) {
        super(detail);
    }
}
