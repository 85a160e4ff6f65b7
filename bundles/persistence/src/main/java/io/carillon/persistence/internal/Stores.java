package io.carillon.persistence.internal;

import io.carillon.api.store.AccountStore;
import io.carillon.api.store.ConsentStore;
import io.carillon.api.store.DispatchStore;
import io.carillon.api.store.EventStore;
import io.carillon.api.store.IdempotencyStore;
import io.carillon.api.store.IdentityStore;
import io.carillon.api.store.MediaStore;
import io.carillon.api.store.NodeStore;
import io.carillon.api.store.OAuthAppStore;
import io.carillon.api.store.PostStore;
import io.carillon.api.store.QueueStore;
import io.carillon.api.store.SampleStore;
import io.carillon.api.store.SealedValues;
import io.carillon.api.store.SeriesStore;
import io.carillon.api.store.StoreGauges;
import io.carillon.api.store.WebhookStore;
import io.carillon.api.store.WorkspaceStore;
import io.carillon.api.store.ZoneStore;
import io.carillon.persistence.internal.account.AccountEntity;
import io.carillon.persistence.internal.account.DatabaseAccountStore;
import io.carillon.persistence.internal.db.Database;
import io.carillon.persistence.internal.db.DatabaseSettings;
import io.carillon.persistence.internal.db.Dialect;
import io.carillon.persistence.internal.db.Transactions;
import io.carillon.persistence.internal.dispatch.ClaimTime;
import io.carillon.persistence.internal.dispatch.DatabaseDispatchStore;
import io.carillon.persistence.internal.dispatch.DatabaseGauges;
import io.carillon.persistence.internal.event.DatabaseEventStore;
import io.carillon.persistence.internal.idempotency.DatabaseIdempotencyStore;
import io.carillon.persistence.internal.identity.DatabaseIdentityStore;
import io.carillon.persistence.internal.identity.SessionEntity;
import io.carillon.persistence.internal.identity.TokenEntity;
import io.carillon.persistence.internal.identity.UserEntity;
import io.carillon.persistence.internal.media.DatabaseMediaStore;
import io.carillon.persistence.internal.media.MediaEntity;
import io.carillon.persistence.internal.node.DatabaseNodeStore;
import io.carillon.persistence.internal.oauth.DatabaseConsentStore;
import io.carillon.persistence.internal.oauth.DatabaseOAuthAppStore;
import io.carillon.persistence.internal.post.DatabasePostStore;
import io.carillon.persistence.internal.post.DatabaseSeriesStore;
import io.carillon.persistence.internal.post.PostEntity;
import io.carillon.persistence.internal.queue.DatabaseQueueStore;
import io.carillon.persistence.internal.sample.DatabaseSampleStore;
import io.carillon.persistence.internal.sealed.SealedConsents;
import io.carillon.persistence.internal.sealed.SealedRows;
import io.carillon.persistence.internal.wake.WakeBell;
import io.carillon.persistence.internal.wake.WakeListener;
import io.carillon.persistence.internal.webhook.DatabaseWebhookStore;
import io.carillon.persistence.internal.workspace.DatabaseWorkspaceStore;
import io.carillon.persistence.internal.workspace.MembershipEntity;
import io.carillon.persistence.internal.workspace.WorkspaceEntity;
import io.carillon.persistence.internal.zone.DatabaseZoneStore;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Every store on one open database. Closing them closes it. */
public final class Stores implements AutoCloseable {

    private static final List<Class<?>> ENTITIES = List.of(
            WorkspaceEntity.class,
            MembershipEntity.class,
            UserEntity.class,
            SessionEntity.class,
            TokenEntity.class,
            AccountEntity.class,
            MediaEntity.class,
            PostEntity.class);

    private final Database database;
    private final WorkspaceStore workspaces;
    private final IdentityStore identities;
    private final AccountStore accounts;
    private final List<SealedValues> sealed;
    private final EventStore events;
    private final WebhookStore webhooks;
    private final MediaStore media;
    private final PostStore posts;
    private final QueueStore queues;
    private final SeriesStore series;
    private final DispatchStore dispatch;
    private final IdempotencyStore idempotency;
    private final NodeStore nodes;
    private final StoreGauges gauges;
    private final SampleStore samples;
    private final ZoneStore zones;
    private final ConsentStore consents;
    private final OAuthAppStore apps;

    private Stores(Database database, Clock clock, ClaimTime claimTime) {
        Transactions transactions = database.transactions();
        WakeBell bell = new WakeBell(database.dialect(), clock);
        this.database = database;
        workspaces = new DatabaseWorkspaceStore(transactions, clock);
        identities = new DatabaseIdentityStore(transactions);
        accounts = new DatabaseAccountStore(transactions, claimTime, clock);
        events = new DatabaseEventStore(transactions);
        webhooks = new DatabaseWebhookStore(transactions, database.dialect(), claimTime);
        sealed = List.of(
                SealedRows.grants(transactions),
                SealedRows.apps(transactions),
                SealedRows.webhooks(transactions),
                new SealedConsents(transactions, clock));
        media = new DatabaseMediaStore(transactions);
        posts = new DatabasePostStore(transactions, bell, clock);
        queues = new DatabaseQueueStore(transactions, bell, clock);
        series = new DatabaseSeriesStore(transactions);
        dispatch = new DatabaseDispatchStore(transactions, database.dialect(), claimTime, bell, clock);
        idempotency = new DatabaseIdempotencyStore(transactions);
        nodes = new DatabaseNodeStore(transactions, database.dialect(), claimTime, clock);
        gauges = new DatabaseGauges(database);
        samples = new DatabaseSampleStore(transactions, database.dialect());
        zones = new DatabaseZoneStore(transactions, database.dialect());
        consents = new DatabaseConsentStore(transactions);
        apps = new DatabaseOAuthAppStore(transactions, clock);
    }

    /**
     * Opens the database and the stores on it.
     *
     * @throws io.carillon.persistence.internal.db.DatabaseException with a sentence for the operator if it can't be
     *     opened
     */
    public static Stores open(DatabaseSettings settings, Clock clock) {
        return open(settings, clock, ClaimTime.of(Dialect.of(settings.effectiveUrl())));
    }

    /** As {@link #open(DatabaseSettings, Clock)}, with another clock than the database's own to end claims. */
    static Stores open(DatabaseSettings settings, Clock clock, ClaimTime claimTime) {
        return new Stores(Database.open(settings, ENTITIES), clock, claimTime);
    }

    public Database database() {
        return database;
    }

    /**
     * Listens for changes, of other nodes too, that make a delivery wake soon. It ends when it is closed, which comes
     * before these stores are.
     *
     * @param wake is run after each such change is committed, and whenever one may have been missed
     * @return nothing on Derby, where no other node can change anything
     */
    public Optional<WakeListener> listen(Runnable wake) {
        return database.dialect() == Dialect.POSTGRESQL
                ? Optional.of(WakeListener.start(database::connectApart, wake, database::renewConnections))
                : Optional.empty();
    }

    public WorkspaceStore workspaces() {
        return workspaces;
    }

    public IdentityStore identities() {
        return identities;
    }

    public AccountStore accounts() {
        return accounts;
    }

    public EventStore events() {
        return events;
    }

    public WebhookStore webhooks() {
        return webhooks;
    }

    /** Everything that is kept sealed. */
    public List<SealedValues> sealed() {
        return sealed;
    }

    public MediaStore media() {
        return media;
    }

    public PostStore posts() {
        return posts;
    }

    public QueueStore queues() {
        return queues;
    }

    public SeriesStore series() {
        return series;
    }

    public DispatchStore dispatch() {
        return dispatch;
    }

    public IdempotencyStore idempotency() {
        return idempotency;
    }

    public NodeStore nodes() {
        return nodes;
    }

    public SampleStore samples() {
        return samples;
    }

    public ZoneStore zones() {
        return zones;
    }

    public ConsentStore consents() {
        return consents;
    }

    public OAuthAppStore apps() {
        return apps;
    }

    public StoreGauges gauges() {
        return gauges;
    }

    @Override
    public void close() {
        database.close();
    }
}
