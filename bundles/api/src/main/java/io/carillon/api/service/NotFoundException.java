package io.carillon.api.service;

/** There is no such thing in this workspace. */
public class NotFoundException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String kind;

    /** @param kind such as {@code post} */
    public NotFoundException(String kind, Object id) {
        super("There is no " + kind + " '" + id + "' in this workspace.");
        this.kind = kind;
    }

    public String kind() {
        return kind;
    }
}
