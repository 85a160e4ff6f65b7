package io.carillon.api.service;

/** There is no such thing. */
public class NotFoundException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * What belongs to workspaces is not in the one that was asked about.
     *
     * @param kind such as {@code post}
     */
    public NotFoundException(String kind, Object id) {
        this("There is no " + kind + " '" + id + "' in this workspace.");
    }

    /** @param sentence that says what there is not, for a person */
    public NotFoundException(String sentence) {
        super(sentence);
    }
}
