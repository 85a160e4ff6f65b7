package io.carillon.accounts.internal;

import io.carillon.accounts.internal.vault.Rotation;
import io.carillon.api.service.Dispatch;
import io.carillon.api.service.VaultKeys;
import io.carillon.api.store.DispatchStore;
import io.carillon.api.store.SealedValues;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps everything sealed with the vault's newest key, and says how that stands. */
@Component(service = VaultKeys.class, immediate = true)
public final class VaultKeeper implements VaultKeys {

    private static final Logger LOG = LoggerFactory.getLogger(VaultKeeper.class);
    private static final int LOOK_SECONDS = 5;

    private final List<SealedValues> values = new CopyOnWriteArrayList<>();
    private final Looks looks = new Looks("carillon-vault-keeper");
    private final AccountBook book;
    private final Rotation rotation;
    private final LostKeys lostKeys;
    private volatile long lost;
    private volatile boolean changed = true;
    private boolean failed;

    /** Comes and goes with the engine; the only reference that must not take this component along. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile Dispatch dispatch;

    @Activate
    public VaultKeeper(@Reference OpenVault vault, @Reference AccountBook book, @Reference DispatchStore deliveries) {
        this.book = book;
        Clock clock = Clock.systemUTC();
        rotation = new Rotation(vault.vault(), () -> List.copyOf(values), clock);
        lostKeys = new LostKeys(vault.vault(), book, account -> {
            deliveries.unparkAccount(account.id(), clock.instant());
            Optional.ofNullable(dispatch).ifPresent(Dispatch::nudge);
        });
        looks.every(Duration.ofSeconds(LOOK_SECONDS), Duration.ofSeconds(1), this::look);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindValues(SealedValues kind) {
        values.add(kind);
        changed = true;
    }

    void unbindValues(SealedValues kind) {
        values.remove(kind);
    }

    private void look() {
        try {
            book.tidy();
            if (changed) {
                changed = false;
                rotation.lookAgain();
            }
            // What was lost may be there again, or be connected anew.
            if (rotation.advance() || lost > 0) {
                Map<String, Long> missing = rotation.missing();
                lost = missing.values().stream().mapToLong(Long::longValue).sum();
                lostKeys.look(missing);
            }
            failed = false;
        } catch (RuntimeException e) {
            // Were it thrown, there would be no further looks. The database may be away for a moment.
            changed = true;
            if (!failed) {
                LOG.warn("The vault's keys could not be looked after; this is tried again every {} s", LOOK_SECONDS, e);
            }
            failed = true;
        }
    }

    /** A batch under way is let finish. */
    @Deactivate
    void close() {
        looks.close();
    }

    @Override
    public Status status() {
        return rotation.status();
    }

    @Override
    public long lost() {
        return lost;
    }

    @Override
    public Status rotate() {
        Status status = rotation.rotate();
        looks.now(this::look);
        return status;
    }
}
