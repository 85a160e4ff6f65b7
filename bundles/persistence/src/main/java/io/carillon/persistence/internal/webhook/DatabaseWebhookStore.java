package io.carillon.persistence.internal.webhook;

import io.carillon.api.model.Event;
import io.carillon.api.model.Webhook;
import io.carillon.api.model.WebhookCall;
import io.carillon.api.model.WebhookId;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.store.AccountStore.SealedGrant;
import io.carillon.api.store.Page;
import io.carillon.api.store.PageRequest;
import io.carillon.api.store.StaleException;
import io.carillon.api.store.WebhookStore;
import io.carillon.persistence.internal.db.Dialect;
import io.carillon.persistence.internal.db.Transactions;
import io.carillon.persistence.internal.dispatch.ClaimTime;
import io.carillon.persistence.internal.event.Listeners;
import io.carillon.persistence.internal.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Webhooks and their calls. A webhook's row is locked before its calls are changed. */
public final class DatabaseWebhookStore implements WebhookStore {

    /** Longer statements are planned badly. */
    private static final int PIECE = 100;

    private final Transactions transactions;
    private final Dialect dialect;
    private final ClaimTime time;

    public DatabaseWebhookStore(Transactions transactions, Dialect dialect, ClaimTime time) {
        this.transactions = transactions;
        this.dialect = dialect;
        this.time = time;
    }

    @Override
    public boolean add(Webhook webhook, SealedGrant secret, int most) {
        Listeners.ensure(transactions, webhook.workspace());
        return transactions.sql(connection -> {
            Listeners.lock(connection, webhook.workspace());
            if (WebhookRows.of(connection, webhook.workspace()).size() >= most) {
                return false;
            }
            WebhookRows.insert(connection, webhook, secret);
            Listeners.count(connection, webhook.workspace());
            return true;
        });
    }

    @Override
    public Optional<Webhook> find(WorkspaceId workspace, WebhookId id) {
        return transactions.sql(connection -> WebhookRows.find(connection, workspace, id));
    }

    @Override
    public List<Webhook> list(WorkspaceId workspace) {
        return transactions.sql(connection -> WebhookRows.of(connection, workspace));
    }

    @Override
    public List<Kept> disabled(Webhook.Reason reason, Optional<WebhookId> after, int limit) {
        return transactions.sql(connection -> WebhookRows.disabled(connection, reason, after, limit));
    }

    @Override
    public void update(Webhook webhook) {
        transactions.sql(connection -> {
            Listeners.lock(connection, webhook.workspace());
            if (!WebhookRows.update(connection, webhook)) {
                throw new StaleException("The webhook " + webhook.id() + " has moved on since it was read.");
            }
            WebhookRows.wake(connection, webhook.id(), Instant.EPOCH);
            Listeners.count(connection, webhook.workspace());
            return webhook;
        });
    }

    @Override
    public boolean remove(WorkspaceId workspace, WebhookId id) {
        return transactions.sql(connection -> {
            int removed = Sql.update(
                    connection, "DELETE FROM webhook WHERE id = ? AND workspace_id = ?", in -> in.text(id.value())
                            .text(workspace.value()));
            if (removed > 0) {
                // There may be many calls, and on Derby the engine would wait for the row that is locked here.
                Sql.update(connection, "DELETE FROM webhook_call WHERE webhook_id = ?", in -> in.text(id.value()));
                Listeners.lock(connection, workspace);
                Listeners.count(connection, workspace);
            }
            return removed > 0;
        });
    }

    @Override
    public int spread(Instant now, int limit) {
        return transactions.sql(connection -> new Spreading(connection).spread(dialect, now, Math.min(limit, PIECE)));
    }

    @Override
    public List<Due> claim(Instant now, Duration lease, int limit) {
        return transactions.sql(connection -> {
            Instant claimNow = time.now(connection, now);
            return new Calling(connection).claim(dialect, now, claimNow, claimNow.plus(lease), limit);
        });
    }

    @Override
    public boolean finish(Due due, Webhook webhook, WebhookCall call, Instant restUntil) {
        return transactions.sql(connection -> new Calling(connection).finish(due, webhook, call, restUntil));
    }

    @Override
    public Page<WebhookCall> calls(WorkspaceId workspace, WebhookId webhook, PageRequest page) {
        List<WebhookCall> found = transactions.sql(connection -> exists(connection, workspace, webhook)
                ? CallRows.newest(connection, workspace, webhook, page.cursor(), page.limit() + 1)
                : List.of());
        return found.size() <= page.limit()
                ? new Page<>(found, Optional.empty())
                : new Page<>(
                        found.subList(0, page.limit()),
                        Optional.of(found.get(page.limit() - 1).id()));
    }

    private static boolean exists(Connection connection, WorkspaceId workspace, WebhookId webhook) throws SQLException {
        return WebhookRows.find(connection, workspace, webhook).isPresent();
    }

    @Override
    public Optional<WebhookCall> replay(WorkspaceId workspace, WebhookId webhook, String call, Instant now) {
        return transactions.sql(connection -> {
            // Locks the row.
            Sql.update(
                    connection,
                    "UPDATE webhook SET rest_until_at = 0 WHERE id = ? AND workspace_id = ?",
                    in -> in.text(webhook.value()).text(workspace.value()));
            if (!exists(connection, workspace, webhook)) {
                return Optional.<WebhookCall>empty();
            }
            Optional<WebhookCall> again =
                    CallRows.find(connection, workspace, webhook, call).map(found -> found.again(now));
            if (again.isPresent()) {
                CallRows.update(connection, again.get());
                WebhookRows.wake(connection, webhook, now);
            }
            return again;
        });
    }

    @Override
    public void forget(Instant before) {
        List<String> webhooks = transactions.sql(
                connection -> Sql.query(connection, "SELECT id FROM webhook", in -> {}, row -> row.text()));
        for (String webhook : webhooks) {
            transactions.sql(connection -> Sql.update(
                    connection, "DELETE FROM webhook_call WHERE webhook_id = ? AND event_id < ?", in -> in.text(webhook)
                            .text(Event.firstId(before))));
        }
    }
}
