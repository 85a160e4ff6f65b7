package io.carillon.accounts.internal.vault;

import io.carillon.api.service.ConflictException;
import io.carillon.api.service.UnavailableException;
import io.carillon.api.service.VaultKeys.Key;
import io.carillon.api.service.VaultKeys.Status;
import io.carillon.api.service.VaultKeys.Use;
import io.carillon.api.store.SealedValues;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Changes the vault's key while everything goes on: a new key seals once every server has it, what older keys sealed is
 * then sealed anew in small batches, and older keys go once nothing was sealed with them for a while. Where it stands is
 * read from the key file and the database at each step, so that it goes on wherever it was interrupted; servers that do
 * the same at once only save each other work.
 */
public final class Rotation {

    static final int BATCH = 100;

    /** So long an older key stays after the last server began to seal with the newest: longer than anything is under way. */
    static final Duration GRACE = Duration.ofMinutes(5);

    private static final Logger LOG = LoggerFactory.getLogger(Rotation.class);

    private final Keys keys;
    private final Resealing resealing;
    private final Supplier<List<SealedValues>> values;
    private final Clock clock;
    private Optional<Sealing> sealing = Optional.empty();
    private Optional<KeyRing> done = Optional.empty();

    private record Sealing(VaultKey key, Instant since) {}

    /** @param values everything that is kept sealed, as it is at the moment */
    public Rotation(Vault vault, Supplier<List<SealedValues>> values, Clock clock) {
        keys = vault.keys();
        resealing = new Resealing(vault);
        this.values = values;
        this.clock = clock;
    }

    public Status status() {
        KeyRing ring = keys.ring();
        VaultKey now = keys.sealing();
        Map<String, Long> sealed = sealed();
        List<Key> all = new ArrayList<>();
        int at = ring.keys().indexOf(now);
        for (VaultKey key : ring.keys()) {
            int place = ring.keys().indexOf(key);
            Use use = place == at ? Use.SEALS : place < at ? Use.NEXT : Use.OPENS;
            all.add(new Key(key.id(), use, ring.isFromOutside(key), sealed.getOrDefault(key.id(), 0L)));
        }
        missing(sealed).forEach(id -> all.add(new Key(id, Use.MISSING, false, sealed.get(id))));
        return new Status(all, at == 0 ? List.of() : keys.serversWithoutNewest());
    }

    /** As {@link io.carillon.api.service.VaultKeys#rotate}. */
    public Status rotate() {
        KeyRing ring = keys.ring();
        if (ring.fromOutside() > 0) {
            throw new ConflictException(
                    "vault-key-from-outside",
                    "The vault's key comes from " + KeyRing.VARIABLE + ", which Carillon cannot change. Make a new one"
                            + " with 'openssl rand 32 | basenc --base64url', put it and a comma in front of the present"
                            + " one, and restart each server; the rest follows by itself.");
        }
        if (ring.keys().size() > 1) {
            throw new ConflictException(
                    "vault-rotating",
                    "The last change of the vault's key is not over: it waits until every server has the new key and"
                            + " nothing is sealed with the old one. See carillon:vault.");
        }
        try {
            VaultKey added = VaultKey.random(new SecureRandom());
            keys.add(added);
            LOG.info("The vault has the new key {} in {}", added.id(), keys);
        } catch (IllegalStateException e) {
            throw new UnavailableException("There is no new key: " + e.getMessage());
        }
        return status();
    }

    /**
     * Takes the next step, if there is one. To be called every few seconds, by one thread.
     *
     * @return false if there was nothing to look after
     */
    public boolean advance() {
        keys.refresh();
        KeyRing ring = keys.ring();
        if (done.equals(Optional.of(ring))) {
            return false;
        }
        VaultKey newest = ring.newest();
        if (keys.sealing().equals(newest)) {
            advanceTo(newest, ring);
        }
        return true;
    }

    private void advanceTo(VaultKey newest, KeyRing ring) {
        if (sealing.filter(one -> one.key().equals(newest)).isEmpty()) {
            sealing = Optional.of(new Sealing(newest, clock.instant()));
        }
        values.get().forEach(kind -> resealing.reseal(kind, newest));
        if (!clock.instant().isBefore(sealing.orElseThrow().since().plus(GRACE))
                || ring.keys().size() == 1) {
            finish(ring);
        }
    }

    /** Something new may be sealed with an old key. */
    public void lookAgain() {
        done = Optional.empty();
    }

    private void finish(KeyRing ring) {
        Set<String> used = sealed().keySet();
        List<VaultKey> older = ring.keys().subList(1, ring.keys().size());
        if (older.stream().anyMatch(key -> used.contains(key.id()))) {
            return;
        }
        if (ring.fromOutside() == 0 && !older.isEmpty()) {
            keys.retireAllBut(ring.newest());
            LOG.info("The vault has only the key {} now: nothing is sealed with {} any more", ring.newest(), older);
        }
        done = Optional.of(keys.ring());
    }

    /** By the ids of keys that this server does not have. */
    public Map<String, Long> missing() {
        Map<String, Long> sealed = sealed();
        sealed.keySet().retainAll(missing(sealed));
        return sealed;
    }

    private Set<String> missing(Map<String, Long> sealed) {
        Set<String> missing = new TreeSet<>(sealed.keySet());
        missing.removeIf(id -> keys.find(id).isPresent());
        return missing;
    }

    private Map<String, Long> sealed() {
        Map<String, Long> all = new TreeMap<>();
        values.get().forEach(kind -> kind.keys().forEach((key, count) -> all.merge(key, count, Long::sum)));
        return all;
    }
}
