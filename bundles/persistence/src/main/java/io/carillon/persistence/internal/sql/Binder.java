package io.carillon.persistence.internal.sql;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;

/** Fills in the parameters of a statement one after the other. */
public final class Binder {

    private final PreparedStatement statement;
    private int last;

    private Binder(PreparedStatement statement) {
        this.statement = statement;
    }

    /** Starts at the first parameter. */
    public static Binder of(PreparedStatement statement) {
        return new Binder(statement);
    }

    public Binder text(String value) throws SQLException {
        if (value == null) {
            statement.setNull(++last, Types.VARCHAR);
        } else {
            statement.setString(++last, value);
        }
        return this;
    }

    public Binder text(Optional<String> value) throws SQLException {
        return text(value.orElse(null));
    }

    public Binder texts(Collection<String> values) throws SQLException {
        for (String value : values) {
            text(value);
        }
        return this;
    }

    /** Text for a column of limited width: what doesn't fit is cut off. */
    public Binder cut(String value, int length) throws SQLException {
        return text(value == null || value.length() <= length ? value : value.substring(0, length - 1) + "…");
    }

    public Binder number(long value) throws SQLException {
        statement.setLong(++last, value);
        return this;
    }

    public Binder number(Long value) throws SQLException {
        if (value == null) {
            statement.setNull(++last, Types.BIGINT);
            return this;
        }
        return number(value.longValue());
    }

    public Binder count(int value) throws SQLException {
        statement.setInt(++last, value);
        return this;
    }

    public Binder moment(Instant value) throws SQLException {
        return number(Micros.of(value));
    }

    public Binder moment(Optional<Instant> value) throws SQLException {
        return number(Micros.of(value));
    }

    /** A value of a kind that is known at run time only. */
    public Binder value(Object value) throws SQLException {
        statement.setObject(++last, value);
        return this;
    }
}
