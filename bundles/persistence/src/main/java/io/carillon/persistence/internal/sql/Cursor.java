package io.carillon.persistence.internal.sql;

import io.carillon.api.model.Violation;
import io.carillon.api.service.InvalidException;
import java.util.Comparator;

/** A place in a list that is ordered by an instant and then by id, the latest first: the last item that was seen. */
public record Cursor(long at, String id) {

    public static final Comparator<Cursor> LATEST_FIRST =
            Comparator.comparingLong(Cursor::at).thenComparing(Cursor::id).reversed();

    /** @throws InvalidException if it is none that {@link #text()} gave out */
    public static Cursor parse(String text) {
        int separator = text.indexOf('~');
        try {
            return new Cursor(Long.parseLong(text.substring(0, Math.max(separator, 0))), text.substring(separator + 1));
        } catch (NumberFormatException e) {
            throw new InvalidException(Violation.error(
                    "cursor", "format", "", text, "This cursor is none that was given out. Start without one."));
        }
    }

    public String text() {
        return at + "~" + id;
    }

    /** As a range first, because an index can start there; the rest decides among those of the same instant. */
    public void addTo(Clauses clauses, String atColumn, String idColumn) {
        clauses.and(atColumn + " <= ?", at).and("(" + atColumn + " < ? OR " + idColumn + " < ?)", at, id);
    }
}
