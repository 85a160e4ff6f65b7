package io.carillon.persistence.internal.post;

import io.carillon.api.model.Delivery;
import io.carillon.persistence.internal.sql.Clauses;
import io.carillon.persistence.internal.sql.Micros;

/** A place in a list of deliveries: due time and id of the last one seen. */
record DueCursor(long dueAt, String id) {

    static String after(Delivery delivery) {
        return Micros.of(delivery.due()) + "~" + delivery.id().value();
    }

    static DueCursor parse(String text) {
        int separator = text.indexOf('~');
        try {
            return new DueCursor(Long.parseLong(text.substring(0, separator)), text.substring(separator + 1));
        } catch (NumberFormatException | StringIndexOutOfBoundsException e) {
            throw new IllegalArgumentException(
                    "The cursor '" + text + "' is none that this list gave out. Start without one.", e);
        }
    }

    /** As a range first, because an index can start there; the rest decides among those due at the same instant. */
    void addTo(Clauses clauses) {
        clauses.and("due_at <= ?", dueAt).and("(due_at < ? OR id < ?)", dueAt, id);
    }
}
