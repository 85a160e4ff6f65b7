package io.carillon.accounts.internal.vault;

import io.carillon.api.store.SealedValues;
import io.carillon.api.store.SealedValues.Resealed;
import io.carillon.api.store.SealedValues.SealedValue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Seals values with another key than they were sealed with, a batch in each transaction. For one thread. */
final class Resealing {

    private static final Logger LOG = LoggerFactory.getLogger(Resealing.class);

    private final Vault vault;
    private final Set<String> told = new HashSet<>();

    Resealing(Vault vault) {
        this.vault = vault;
    }

    /** Seals with a key whatever was sealed with another that is known. What was damaged stays as it is. */
    void reseal(SealedValues kind, VaultKey key) {
        kind.keys().keySet().stream()
                .filter(id -> !id.equals(key.id()))
                .filter(id -> vault.keys().find(id).isPresent())
                .forEach(id -> {
                    int done = reseal(kind, id, key);
                    if (done > 0) {
                        LOG.info("{} {} were sealed anew with the key {} instead of {}", done, kind.name(), key, id);
                    }
                });
    }

    private int reseal(SealedValues kind, String old, VaultKey key) {
        int done = 0;
        List<SealedValue> page = kind.sealedWith(old, Optional.empty(), Rotation.BATCH);
        while (!page.isEmpty()) {
            done += kind.reseal(resealed(page, key));
            page = kind.sealedWith(old, Optional.of(page.get(page.size() - 1).id()), Rotation.BATCH);
        }
        return done;
    }

    private List<Resealed> resealed(List<SealedValue> page, VaultKey key) {
        List<Resealed> all = new ArrayList<>();
        for (SealedValue value : page) {
            try {
                all.add(new Resealed(value, vault.reseal(value.sealed(), key), key.id()));
            } catch (UnreadableGrantException e) {
                if (told.add(value.id())) {
                    LOG.warn("What is sealed as {} stays as it is: it {}", value, e.getMessage());
                }
            }
        }
        return all;
    }
}
