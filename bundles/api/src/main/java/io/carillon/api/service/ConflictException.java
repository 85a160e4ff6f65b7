package io.carillon.api.service;

/** The state of things forbids it. Nothing was changed. */
public class ConflictException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** The code where a delivery is being published at this moment. */
    public static final String PUBLISHING_NOW = "publishing-now";

    /** The code where a network is being asked at this moment what came of a delivery in doubt. */
    public static final String BEING_ASKED = "being-asked";

    private final String code;

    /**
     * @param code stable, lower case with hyphens
     * @param detail a sentence with what to do
     */
    public ConflictException(String code, String detail) {
        super(detail);
        this.code = code;
    }

    public String code() {
        return code;
    }
}
