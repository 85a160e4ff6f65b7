package io.carillon.persistence.internal.webhook;

import io.carillon.api.model.Webhook;
import io.carillon.api.model.WebhookCall;
import io.carillon.api.store.AccountStore.SealedGrant;
import io.carillon.api.store.WebhookStore.Due;
import io.carillon.persistence.internal.db.Dialect;
import io.carillon.persistence.internal.event.Listeners;
import io.carillon.persistence.internal.sql.Row;
import io.carillon.persistence.internal.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Who calls a webhook, and what comes of it. */
final class Calling {

    private static final String WAKING = "SELECT " + WebhookRows.COLUMNS + ", " + WebhookRows.SECRET
            + ", claim_id FROM webhook"
            + Sql.derbyIndex("webhook_wake") + " WHERE wake_at <= ? AND rest_until_at <= ?"
            + " AND (claim_until_at IS NULL OR claim_until_at <= ?) ORDER BY wake_at FETCH FIRST ? ROWS ONLY ";

    private static final String TAKE = "UPDATE webhook SET claim_id = ?, claim_until_at = ? WHERE id = ?"
            + " AND COALESCE(claim_id, '') = ? AND disabled_reason IS NULL";

    private static final String RELEASE = "UPDATE webhook SET claim_id = NULL, claim_until_at = NULL";

    private final Connection connection;

    private record Found(Webhook webhook, SealedGrant secret, Optional<String> formerClaim) {}

    Calling(Connection connection) {
        this.connection = connection;
    }

    /** @param claimNow by the clock that ends claims */
    List<Due> claim(Dialect dialect, Instant now, Instant claimNow, Instant until, int limit) throws SQLException {
        List<Found> waking = Sql.query(
                connection,
                WAKING + dialect.claimClause(),
                in -> in.moment(now).moment(now).moment(claimNow).count(limit),
                Calling::read);
        List<Due> claimed = new ArrayList<>();
        for (Found found : waking) {
            String claim = UUID.randomUUID().toString();
            if (take(found, claim, until)) {
                Optional<WebhookCall> call = CallRows.due(
                        connection, found.webhook().workspace(), found.webhook().id(), now);
                if (call.isPresent()) {
                    claimed.add(new Due(claim, found.webhook(), found.secret(), call.get()));
                } else {
                    release(found.webhook(), claim);
                    WebhookRows.wake(connection, found.webhook().id(), now);
                }
            }
        }
        return claimed;
    }

    private static Found read(Row row) throws SQLException {
        return new Found(WebhookRows.read(row), WebhookRows.secret(row), row.maybeText());
    }

    private boolean take(Found found, String claim, Instant until) throws SQLException {
        return Sql.update(connection, TAKE, in -> in.text(claim)
                        .moment(until)
                        .text(found.webhook().id().value())
                        .text(found.formerClaim().orElse("")))
                == 1;
    }

    private boolean release(Webhook webhook, String claim) throws SQLException {
        return Sql.update(connection, RELEASE + " WHERE id = ? AND claim_id = ?", in -> in.text(
                                webhook.id().value())
                        .text(claim))
                == 1;
    }

    boolean finish(Due due, Webhook after, WebhookCall call, Instant restUntil) throws SQLException {
        boolean stops = due.webhook().disabled().isEmpty() && after.disabled().isPresent();
        if (stops) {
            Listeners.lock(connection, after.workspace());
        }
        if (!release(after, due.claim())) {
            return false;
        }
        CallRows.update(connection, call);
        Sql.update(
                connection,
                "UPDATE webhook SET failures = ?, failing_since_at = ?, failed_at = ?, rest_until_at = ? WHERE id = ?",
                in -> in.count(after.failures())
                        .moment(after.failingSince())
                        .moment(after.failedAt())
                        .moment(restUntil)
                        .text(after.id().value()));
        if (stops) {
            Webhook.Disabled stop = after.disabled().get();
            Sql.update(
                    connection,
                    "UPDATE webhook SET disabled_reason = ?, disabled_at = ?, version = version + 1 WHERE id = ?"
                            + " AND disabled_reason IS NULL",
                    in -> in.text(stop.reason().name())
                            .moment(stop.at())
                            .text(after.id().value()));
            Listeners.count(connection, after.workspace());
        }
        WebhookRows.wake(connection, after.id(), restUntil);
        return true;
    }
}
