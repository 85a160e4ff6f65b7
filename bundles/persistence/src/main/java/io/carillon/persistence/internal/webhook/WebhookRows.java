package io.carillon.persistence.internal.webhook;

import io.carillon.api.model.EventType;
import io.carillon.api.model.Webhook;
import io.carillon.api.model.Webhook.Disabled;
import io.carillon.api.model.WebhookId;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.store.AccountStore.SealedGrant;
import io.carillon.api.store.WebhookStore.Kept;
import io.carillon.persistence.internal.sql.Binder;
import io.carillon.persistence.internal.sql.Row;
import io.carillon.persistence.internal.sql.Sql;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Webhooks as rows. */
final class WebhookRows {

    static final String COLUMNS = "id, workspace_id, url, description, types, disabled_reason, disabled_at, failures,"
            + " failing_since_at, failed_at, created_at, version";

    static final String SECRET = "sealed, key_id";

    private static final String SEPARATOR = ",";

    private WebhookRows() {}

    static Webhook read(Row row) throws SQLException {
        return new Webhook(
                new WebhookId(row.text()),
                new WorkspaceId(row.text()),
                URI.create(row.text()),
                row.text(),
                types(row.text()),
                disabled(row.maybeText(), row.maybeMoment()),
                row.count(),
                row.maybeMoment(),
                row.maybeMoment(),
                row.moment(),
                row.number());
    }

    private static Set<EventType> types(String text) {
        return Stream.of(text.split(SEPARATOR))
                .flatMap(name -> EventType.find(name).stream())
                .collect(Collectors.toSet());
    }

    private static Optional<Disabled> disabled(Optional<String> reason, Optional<Instant> at) {
        return reason.map(text -> new Disabled(Webhook.Reason.valueOf(text), at.orElseThrow()));
    }

    /** With separators around each, so that one is found by a pattern. */
    private static String types(Webhook webhook) {
        return webhook.types().isEmpty()
                ? ""
                : webhook.types().stream()
                        .map(EventType::text)
                        .sorted()
                        .collect(Collectors.joining(SEPARATOR, SEPARATOR, SEPARATOR));
    }

    static List<Webhook> of(Connection connection, WorkspaceId workspace) throws SQLException {
        return Sql.query(
                connection,
                "SELECT " + COLUMNS + " FROM webhook WHERE workspace_id = ? ORDER BY id",
                in -> in.text(workspace.value()),
                WebhookRows::read);
    }

    static Optional<Webhook> find(Connection connection, WorkspaceId workspace, WebhookId id) throws SQLException {
        return Sql.query(
                        connection,
                        "SELECT " + COLUMNS + " FROM webhook WHERE id = ? AND workspace_id = ?",
                        in -> in.text(id.value()).text(workspace.value()),
                        WebhookRows::read)
                .stream()
                .findFirst();
    }

    /** Of all workspaces, in the order of their ids. */
    static List<Kept> disabled(Connection connection, Webhook.Reason reason, Optional<WebhookId> after, int limit)
            throws SQLException {
        return Sql.query(
                connection,
                "SELECT " + COLUMNS + ", " + SECRET + " FROM webhook WHERE disabled_reason = ? AND id > ? ORDER BY id"
                        + " FETCH FIRST ? ROWS ONLY",
                in -> in.text(reason.name())
                        .text(after.map(WebhookId::value).orElse(""))
                        .count(limit),
                row -> new Kept(read(row), secret(row)));
    }

    /** What {@link #SECRET} names. */
    static SealedGrant secret(Row row) throws SQLException {
        return new SealedGrant(row.text(), row.text(), Optional.empty());
    }

    static void insert(Connection connection, Webhook webhook, SealedGrant secret) throws SQLException {
        Sql.update(
                connection,
                "INSERT INTO webhook (url, description, types, disabled_reason, disabled_at, failures, failing_since_at,"
                        + " failed_at, id, workspace_id, sealed, key_id, created_at, version, rest_until_at) VALUES ("
                        + Sql.marks(15) + ")",
                in -> bind(in, webhook)
                        .text(webhook.id().value())
                        .text(webhook.workspace().value())
                        .text(secret.sealed())
                        .text(secret.keyId())
                        .moment(webhook.createdAt())
                        .number(webhook.version())
                        .number(0));
    }

    /** @return false if it is not as it was read */
    static boolean update(Connection connection, Webhook webhook) throws SQLException {
        return Sql.update(
                        connection,
                        "UPDATE webhook SET url = ?, description = ?, types = ?, disabled_reason = ?, disabled_at = ?,"
                                + " failures = ?, failing_since_at = ?, failed_at = ?, rest_until_at = 0, version = version + 1"
                                + " WHERE id = ? AND workspace_id = ? AND version = ?",
                        in -> bind(in, webhook)
                                .text(webhook.id().value())
                                .text(webhook.workspace().value())
                                .number(webhook.version()))
                == 1;
    }

    private static Binder bind(Binder in, Webhook webhook) throws SQLException {
        return in.text(webhook.url().toString())
                .text(webhook.description())
                .text(types(webhook))
                .text(webhook.disabled().map(stop -> stop.reason().name()))
                .moment(webhook.disabled().map(Disabled::at))
                .count(webhook.failures())
                .moment(webhook.failingSince())
                .moment(webhook.failedAt());
    }

    /**
     * Comes after its row was locked and its calls changed: it is woken when the first of them is due.
     *
     * @param earliest behind whatever else waits since then
     */
    static void wake(Connection connection, WebhookId id, Instant earliest) throws SQLException {
        Optional<Instant> next = CallRows.nextDue(connection, id).map(due -> due.isAfter(earliest) ? due : earliest);
        Sql.update(
                connection,
                "UPDATE webhook SET wake_at = CASE WHEN disabled_reason IS NULL THEN CAST(? AS BIGINT) ELSE NULL END"
                        + " WHERE id = ?",
                in -> in.moment(next).text(id.value()));
    }
}
