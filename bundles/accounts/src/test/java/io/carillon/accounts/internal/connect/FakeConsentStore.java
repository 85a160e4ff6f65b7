package io.carillon.accounts.internal.connect;

import io.carillon.api.store.ConsentStore;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Rows in memory. */
final class FakeConsentStore implements ConsentStore {

    final Map<String, Consent> rows = new TreeMap<>();

    @Override
    public synchronized void add(Consent consent) {
        rows.put(consent.hash(), consent);
    }

    @Override
    public synchronized Optional<Consent> find(String hash) {
        return Optional.ofNullable(rows.get(hash));
    }

    @Override
    public synchronized boolean advance(Stage from, Consent to) {
        boolean taken = rows.containsKey(to.hash()) && rows.get(to.hash()).stage() == from;
        if (taken) {
            rows.put(to.hash(), to);
        }
        return taken;
    }

    @Override
    public synchronized List<Consent> leftOver(Instant before, int limit) {
        return rows.values().stream()
                .filter(consent -> consent.sealed().isPresent())
                .filter(consent -> consent.expiresAt().isBefore(before))
                .sorted(Comparator.comparing(Consent::expiresAt))
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized int removeExpired(Instant before) {
        int all = rows.size();
        rows.values().removeIf(consent -> consent.expiresAt().isBefore(before));
        return all - rows.size();
    }
}
