package io.carillon.api.store;

/**
 * A network is being asked at this moment what came of a delivery in doubt, or being sent the same again. That ends by
 * itself, within a call's deadline and a few seconds. Nothing was stored.
 */
public class BeingAskedException extends StaleException {

    private static final long serialVersionUID = 1L;

    public BeingAskedException(String message) {
        super(message);
    }
}
