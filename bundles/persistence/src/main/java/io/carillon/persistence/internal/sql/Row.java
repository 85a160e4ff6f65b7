package io.carillon.persistence.internal.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** Reads the columns of the present row one after the other. */
public final class Row {

    private final ResultSet rows;
    private int last;

    private Row(ResultSet rows) {
        this.rows = rows;
    }

    /** Starts at the first column. */
    public static Row of(ResultSet rows) {
        return new Row(rows);
    }

    public String text() throws SQLException {
        return rows.getString(++last);
    }

    public Optional<String> maybeText() throws SQLException {
        return Optional.ofNullable(text());
    }

    public long number() throws SQLException {
        return rows.getLong(++last);
    }

    public Optional<Long> maybeNumber() throws SQLException {
        long value = number();
        return rows.wasNull() ? Optional.empty() : Optional.of(value);
    }

    public int count() throws SQLException {
        return rows.getInt(++last);
    }

    /** False for absent, too. */
    public boolean flag() throws SQLException {
        return rows.getBoolean(++last);
    }

    public Instant moment() throws SQLException {
        return Micros.instant(number());
    }

    public Optional<Instant> maybeMoment() throws SQLException {
        return maybeNumber().map(Micros::instant);
    }
}
