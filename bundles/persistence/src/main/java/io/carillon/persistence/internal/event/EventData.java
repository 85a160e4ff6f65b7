package io.carillon.persistence.internal.event;

import io.carillon.api.model.Event;
import io.carillon.api.model.EventType;
import io.carillon.api.model.WorkspaceId;
import io.carillon.persistence.internal.sql.FlatJson;
import io.carillon.persistence.internal.sql.Row;
import java.sql.SQLException;

/** Events as they are stored. */
public final class EventData {

    private EventData() {}

    /** Reads the columns id, type, data and time. */
    public static Event read(WorkspaceId workspace, Row row) throws SQLException {
        return new Event(
                row.text(),
                workspace,
                EventType.find(row.text()).orElseThrow(),
                FlatJson.read(row.text()),
                row.moment());
    }
}
