package io.carillon.publisher.support.http;

import io.carillon.api.publisher.PrepareOutcome;
import io.carillon.api.publisher.PublishOutcome;

/**
 * A harmless step on the way to a post did not work out, so that nothing was published; carries what Carillon is to be
 * told. It lets a plugin write its steps one after another, and end them all in one place.
 */
public final class StoppedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient PublishOutcome outcome;

    /** @param outcome one that both preparing and publishing know */
    public <T extends PrepareOutcome & PublishOutcome> StoppedException(T outcome) {
        super(outcome.toString(), null, false, false);
        this.outcome = outcome;
    }

    /** What came of preparing. */
    public PrepareOutcome whilePreparing() {
        // The constructor takes no outcome that is not both.
        return (PrepareOutcome) outcome;
    }

    /** What came of publishing, in which preparing was a part. */
    public PublishOutcome whilePublishing() {
        return outcome;
    }
}
