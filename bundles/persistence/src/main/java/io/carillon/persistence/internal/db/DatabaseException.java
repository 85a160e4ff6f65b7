package io.carillon.persistence.internal.db;

/** The database can't be opened. The message is for the operator: what is wrong, and what to do about it. */
public final class DatabaseException extends RuntimeException {

    public DatabaseException(String sentence) {
        super(sentence);
    }

    public DatabaseException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
