package io.carillon.persistence.internal.db;

import java.sql.SQLException;

/** The database failed in the middle of its work. */
public final class StoreFailure extends RuntimeException {

    public StoreFailure(SQLException cause) {
        super("The database failed: " + cause.getMessage(), cause);
    }
}
