package io.carillon.persistence.internal.component;

import io.carillon.api.store.AccountStore;
import io.carillon.api.store.DispatchStore;
import io.carillon.api.store.IdempotencyStore;
import io.carillon.api.store.IdentityStore;
import io.carillon.api.store.MediaStore;
import io.carillon.api.store.PostStore;
import io.carillon.api.store.WorkspaceStore;
import io.carillon.persistence.internal.Stores;
import io.carillon.persistence.internal.db.DatabaseException;
import io.carillon.persistence.internal.db.DatabaseSettings;
import io.carillon.persistence.internal.db.DerbyEngine;
import io.carillon.persistence.internal.wake.WakeListener;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Optional;
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
 * <p>Without its configuration it does nothing. It would else open the database of the default folder in the moment
 * before the configuration comes.
 */
@Component(
        configurationPid = "io.carillon.persistence",
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        immediate = true)
@Designate(ocd = PersistenceConfig.class)
public final class PersistenceComponent {

    private final List<ServiceRegistration<?>> registrations = new ArrayList<>();
    private final Stores stores;
    private final Optional<WakeListener> listener;

    @Activate
    public PersistenceComponent(PersistenceConfig config, BundleContext context, @Reference EngineBell engine) {
        stores = open(config, context);
        offer(context, WorkspaceStore.class, stores.workspaces());
        offer(context, IdentityStore.class, stores.identities());
        offer(context, AccountStore.class, stores.accounts());
        offer(context, MediaStore.class, stores.media());
        offer(context, IdempotencyStore.class, stores.idempotency());
        offer(context, PostStore.class, stores.posts());
        // The engine starts with it: last, when everything else is there.
        offer(context, DispatchStore.class, stores.dispatch());
        listener = stores.listen(engine);
    }

    private static Stores open(PersistenceConfig config, BundleContext context) {
        try {
            return Stores.open(settings(config), Clock.systemUTC());
        } catch (DatabaseException e) {
            StartProblem.report(context, e.getMessage(), e);
            throw e;
        } catch (IllegalArgumentException e) {
            StartProblem.report(context, "etc/io.carillon.persistence.cfg can't be used: " + e.getMessage(), e);
            throw e;
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

    private <S> void offer(BundleContext context, Class<S> type, S store) {
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put("database", stores.database().dialect().name());
        registrations.add(context.registerService(type, store, properties));
    }

    @Deactivate
    public void close() {
        listener.ifPresent(WakeListener::close);
        Collections.reverse(registrations);
        registrations.forEach(ServiceRegistration::unregister);
        stores.close();
        DerbyEngine.stop();
    }
}
