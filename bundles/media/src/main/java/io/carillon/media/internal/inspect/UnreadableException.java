package io.carillon.media.internal.inspect;

/** A file is damaged or cut off. The message is the end of a sentence that begins with the file. */
public class UnreadableException extends Exception {

    private static final long serialVersionUID = 1L;

    UnreadableException(String how) {
        super(how);
    }
}
