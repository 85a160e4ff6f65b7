package io.carillon.persistence.internal.sql;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;

/** Fills in the parameters of a statement one after the other. */
public final class Binder {

    private final Parameters parameters;
    private int last;

    Binder(Parameters parameters) {
        this.parameters = parameters;
    }

    /** Starts at the first parameter. */
    public static Binder of(PreparedStatement statement) {
        return new Binder(new StatementParameters(statement));
    }

    /** Where the values go. Places count from 1; values may be null. */
    interface Parameters {

        void text(int place, String value) throws SQLException;

        void number(int place, Long value) throws SQLException;

        void count(int place, int value) throws SQLException;

        void value(int place, Object value) throws SQLException;
    }

    public Binder text(String value) throws SQLException {
        parameters.text(++last, value);
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
        return number(Long.valueOf(value));
    }

    public Binder number(Long value) throws SQLException {
        parameters.number(++last, value);
        return this;
    }

    public Binder count(int value) throws SQLException {
        parameters.count(++last, value);
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
        parameters.value(++last, value);
        return this;
    }
}
