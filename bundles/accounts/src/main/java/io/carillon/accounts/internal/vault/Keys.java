package io.carillon.accounts.internal.vault;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The vault's keys while the server runs: read anew when their file changes, so that they can be changed meanwhile. A new
 * key does not seal before every server has it, since none could open what it sealed. A key that was known once is kept
 * until the server stops: something may be on its way to the database that it sealed.
 *
 * <p>Safe for many threads.
 */
final class Keys {

    private static final Logger LOG = LoggerFactory.getLogger(Keys.class);

    private final String variable;
    private final KeyFile file;
    private final OtherServers others;
    private final Map<String, VaultKey> known = new ConcurrentHashMap<>();
    private volatile KeyRing ring;
    private Object stamp;
    /** The newest key that all servers were seen to have. */
    private volatile Optional<VaultKey> everywhere = Optional.empty();

    /** @throws IllegalStateException with a sentence for the administrator */
    Keys(String variable, KeyFile file, OtherServers others) {
        this.variable = variable;
        this.file = file;
        this.others = others;
        stamp = file.stamp();
        try {
            take(KeyRing.of(variable, file));
        } catch (IllegalStateException e) {
            throw new IllegalStateException("The accounts cannot start: " + e.getMessage(), e.getCause());
        }
    }

    private void take(KeyRing read) {
        ring = read;
        read.keys().forEach(key -> known.put(key.id(), key));
    }

    KeyRing ring() {
        return ring;
    }

    /** Reads the file again if it has changed. One that cannot be used changes nothing, but is told in the log. */
    synchronized void refresh() {
        Object now = file.stamp();
        if (now.equals(stamp)) {
            return;
        }
        stamp = now;
        try {
            List<VaultKey> before = ring.keys();
            if (variable.isBlank() && file.load().isEmpty()) {
                throw new IllegalStateException("the vault's key file " + file + " is gone. Put it back.");
            }
            take(KeyRing.of(variable, file));
            if (!ring.keys().equals(before)) {
                LOG.info("The vault's keys have changed; they are now {}", ring.keys());
            }
        } catch (IllegalStateException e) {
            LOG.error("The vault goes on with the keys that it has, but would not start again: {}", e.getMessage());
        }
    }

    /** Finds a key that opens, in the file too if that has changed meanwhile. */
    Optional<VaultKey> find(String id) {
        if (!known.containsKey(id)) {
            refresh();
        }
        return Optional.ofNullable(known.get(id));
    }

    /** The first of the keys that every server has; where there is none, the one that was so last, or the oldest. */
    VaultKey sealing() {
        List<VaultKey> keys = ring.keys();
        if (keys.size() == 1 || everywhere.equals(Optional.of(ring.newest()))) {
            return ring.newest();
        }
        for (VaultKey key : keys) {
            if (others.without(key.id()).isEmpty()) {
                everywhere = Optional.of(key);
                return key;
            }
        }
        return everywhere.orElse(keys.get(keys.size() - 1));
    }

    List<String> serversWithoutNewest() {
        return others.without(ring().newest().id());
    }

    List<String> serversWith(String keyId) {
        return others.with(keyId);
    }

    /** Puts a new key at the front of the file. */
    synchronized void add(VaultKey key) {
        file.change(keys -> {
            List<VaultKey> all = new ArrayList<>(keys);
            all.add(0, key);
            return all;
        });
        refresh();
    }

    /** Takes everything but the newest key out of the file, unless that has changed meanwhile. */
    synchronized void retireAllBut(VaultKey newest) {
        file.change(keys -> keys.get(0).equals(newest) ? List.of(newest) : keys);
        refresh();
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
