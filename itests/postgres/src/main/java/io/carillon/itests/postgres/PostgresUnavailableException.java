package io.carillon.itests.postgres;

/** PostgreSQL can't be run on this machine. The message is one line that says why. */
public final class PostgresUnavailableException extends RuntimeException {

    PostgresUnavailableException(String reason) {
        super(reason);
    }

    PostgresUnavailableException(String reason, Throwable cause) {
        super(reason, cause);
    }
}
