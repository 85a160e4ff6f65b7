package io.carillon.persistence.internal.component;

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
import io.carillon.persistence.internal.Stores;
import io.carillon.persistence.internal.db.DatabaseException;
import io.carillon.persistence.internal.db.DatabaseSettings;
import io.carillon.persistence.internal.db.DerbyEngine;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Dictionary;
import java.util.Hashtable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/**
 * Opens the database and offers the stores, from when it is migrated until just before it closes: whoever has a store
 * may use it.
 *
 * <p>It opens on a thread of its own, so that the web server comes up at the same time. Each of the two takes more than
 * a second of a server's start, and neither needs the other until both are there.
 *
 * <p>Without its configuration it does nothing. It would else open the database of the default folder in the moment
 * before the configuration comes.
 */
@Component(
        configurationPid = "io.carillon.persistence",
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        immediate = true)
@Designate(ocd = PersistenceConfig.class)
public final class PersistenceComponent {

    private final Deque<Runnable> undo = new ArrayDeque<>();
    private final Thread opening;

    @Activate
    public PersistenceComponent(PersistenceConfig config, BundleContext context, @Reference EngineBell engine) {
        opening = new Thread(() -> open(config, context, engine), "carillon-database-opening");
        opening.start();
    }

    /** All on one thread, and {@link #close()} waits for it: nothing here needs a lock. */
    private void open(PersistenceConfig config, BundleContext context, EngineBell engine) {
        try {
            undo.push(DerbyEngine::stop);
            Stores stores = Stores.open(settings(config), Clock.systemUTC());
            undo.push(stores::close);
            offer(context, stores, WorkspaceStore.class, stores.workspaces());
            offer(context, stores, IdentityStore.class, stores.identities());
            offer(context, stores, AccountStore.class, stores.accounts());
            offer(context, stores, EventStore.class, stores.events());
            offer(context, stores, WebhookStore.class, stores.webhooks());
            for (SealedValues values : stores.sealed()) {
                offer(context, stores, SealedValues.class, values);
            }
            offer(context, stores, MediaStore.class, stores.media());
            offer(context, stores, IdempotencyStore.class, stores.idempotency());
            offer(context, stores, NodeStore.class, stores.nodes());
            offer(context, stores, PostStore.class, stores.posts());
            offer(context, stores, QueueStore.class, stores.queues());
            offer(context, stores, SeriesStore.class, stores.series());
            offer(context, stores, SampleStore.class, stores.samples());
            offer(context, stores, ZoneStore.class, stores.zones());
            offer(context, stores, StoreGauges.class, stores.gauges());
            offer(context, stores, ConsentStore.class, stores.consents());
            offer(context, stores, OAuthAppStore.class, stores.apps());
            // The engine starts with it: last, when everything else is there.
            offer(context, stores, DispatchStore.class, stores.dispatch());
            stores.listen(engine).ifPresent(listener -> undo.push(listener::close));
        } catch (DatabaseException e) {
            StartProblem.report(context, e.getMessage(), e);
        } catch (IllegalArgumentException e) {
            StartProblem.report(context, "etc/io.carillon.persistence.cfg can't be used: " + e.getMessage(), e);
        } catch (RuntimeException | LinkageError e) {
            // Nobody else hears of what ends this thread, such as a class that an incomplete installation lacks.
            StartProblem.report(context, "The database can't be opened: " + e, new IllegalStateException(e));
        }
    }

    private static DatabaseSettings settings(PersistenceConfig config) {
        if (config.data().isBlank()) {
            throw new IllegalArgumentException("data is empty. Name a folder, or leave the line as it was delivered.");
        }
        return new DatabaseSettings(
                Path.of(config.data()),
                config.url(),
                config.user(),
                config.password(),
                config.poolSize(),
                Duration.ofSeconds(config.lockTimeoutSeconds()),
                config.pageCacheKilobytes());
    }

    private <S> void offer(BundleContext context, Stores stores, Class<S> type, S store) {
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put("database", stores.database().dialect().name());
        ServiceRegistration<S> registration = context.registerService(type, store, properties);
        undo.push(registration::unregister);
    }

    /** Takes everything back in the opposite order, once the opening has come to its end. */
    @Deactivate
    public void close() throws InterruptedException {
        opening.join();
        undo.forEach(Runnable::run);
    }
}
