package io.carillon.persistence.internal.webhook;

import io.carillon.api.model.WebhookCall;
import io.carillon.api.model.WebhookId;
import io.carillon.api.model.WorkspaceId;
import io.carillon.persistence.internal.event.EventData;
import io.carillon.persistence.internal.sql.Row;
import io.carillon.persistence.internal.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Calls as rows. */
final class CallRows {

    private static final String COLUMNS =
            "event_id, type, data, happened_at, state, attempts, status, problem, tried_at, next_at";

    private static final String SELECT = "SELECT " + COLUMNS + " FROM webhook_call";

    private static final int PROBLEM_LENGTH = 500;

    private CallRows() {}

    private static WebhookCall read(WorkspaceId workspace, WebhookId webhook, Row row) throws SQLException {
        return new WebhookCall(
                webhook,
                EventData.read(workspace, row),
                WebhookCall.State.valueOf(row.text()),
                row.count(),
                row.maybeNumber().map(Long::intValue),
                row.maybeText(),
                row.maybeMoment(),
                row.maybeMoment());
    }

    /** @param before the id of a newer one, behind which they begin */
    static List<WebhookCall> newest(
            Connection connection, WorkspaceId workspace, WebhookId webhook, Optional<String> before, int limit)
            throws SQLException {
        String sql = SELECT + Sql.derbyIndex("webhook_call_newest") + " WHERE webhook_id = ?"
                + before.map(id -> " AND event_id < ?").orElse("") + " ORDER BY event_id DESC FETCH FIRST ? ROWS ONLY";
        return Sql.query(
                connection,
                sql,
                in -> {
                    in.text(webhook.value());
                    if (before.isPresent()) {
                        in.text(before.get());
                    }
                    in.count(limit);
                },
                row -> read(workspace, webhook, row));
    }

    static Optional<WebhookCall> find(Connection connection, WorkspaceId workspace, WebhookId webhook, String event)
            throws SQLException {
        return Sql.query(
                        connection,
                        SELECT + " WHERE webhook_id = ? AND event_id = ?",
                        in -> in.text(webhook.value()).text(event),
                        row -> read(workspace, webhook, row))
                .stream()
                .findFirst();
    }

    static Optional<WebhookCall> due(Connection connection, WorkspaceId workspace, WebhookId webhook, Instant now)
            throws SQLException {
        return Sql.query(
                        connection,
                        SELECT + Sql.derbyIndex("webhook_call_next") + " WHERE webhook_id = ? AND next_at <= ?"
                                + " ORDER BY next_at, event_id FETCH FIRST 1 ROWS ONLY",
                        in -> in.text(webhook.value()).moment(now),
                        row -> read(workspace, webhook, row))
                .stream()
                .findFirst();
    }

    static Optional<Instant> nextDue(Connection connection, WebhookId webhook) throws SQLException {
        return Sql.query(
                        connection,
                        "SELECT next_at FROM webhook_call" + Sql.derbyIndex("webhook_call_next")
                                + " WHERE webhook_id = ? AND next_at > ? ORDER BY next_at FETCH FIRST 1 ROWS ONLY",
                        in -> in.text(webhook.value()).number(Long.MIN_VALUE),
                        Row::moment)
                .stream()
                .findFirst();
    }

    static void update(Connection connection, WebhookCall call) throws SQLException {
        Sql.update(
                connection,
                "UPDATE webhook_call SET state = ?, attempts = ?, status = ?, problem = ?, tried_at = ?, next_at = ?"
                        + " WHERE webhook_id = ? AND event_id = ?",
                in -> in.text(call.state().name())
                        .count(call.attempts())
                        .number(call.status().map(Long::valueOf).orElse(null))
                        .cut(call.problem().orElse(null), PROBLEM_LENGTH)
                        .moment(call.triedAt())
                        .moment(call.nextAt())
                        .text(call.webhook().value())
                        .text(call.id()));
    }
}
