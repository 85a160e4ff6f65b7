package io.carillon.publisher.support.http;

/** A network said yes, but not in the words that its documentation promises. */
public final class UnexpectedAnswerException extends RuntimeException {

    /** @param message holds no secret */
    public UnexpectedAnswerException(String message) {
        super(message);
    }
}
