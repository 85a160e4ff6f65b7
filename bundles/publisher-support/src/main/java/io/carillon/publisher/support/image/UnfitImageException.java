package io.carillon.publisher.support.image;

/** A picture cannot be brought to what a network takes; its message is a sentence for the author, with the fix. */
public final class UnfitImageException extends Exception {

    private static final long serialVersionUID = 1L;

    public UnfitImageException(String message) {
        super(message);
    }
}
