package io.carillon.persistence.internal.sql;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;

/** The parameters of a JDBC statement. */
record StatementParameters(PreparedStatement statement) implements Binder.Parameters {

    @Override
    public void text(int place, String value) throws SQLException {
        if (value == null) {
            statement.setNull(place, Types.VARCHAR);
        } else {
            statement.setString(place, value);
        }
    }

    @Override
    public void number(int place, Long value) throws SQLException {
        if (value == null) {
            statement.setNull(place, Types.BIGINT);
        } else {
            statement.setLong(place, value);
        }
    }

    @Override
    public void count(int place, int value) throws SQLException {
        statement.setInt(place, value);
    }

    @Override
    public void value(int place, Object value) throws SQLException {
        statement.setObject(place, value);
    }
}
