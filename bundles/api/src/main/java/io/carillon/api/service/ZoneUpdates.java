package io.carillon.api.service;

import java.time.Instant;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** Keeps what is scheduled by the wall clock at its local time when the rules of its zone change. */
@ProviderType
public interface ZoneUpdates {

    /**
     * Compares the rules that this Java has with those that everything was computed under, and moves what thereby is at
     * another instant: posts, occurrences of series and queues. Where nothing differs it reads a row per zone. Safe to be
     * called by many nodes at once: one of them does the work for a zone. It may take long.
     *
     * @return when to call again, where that is soon
     * @throws io.carillon.api.store.StoreException if the store fails; what was moved stays moved
     */
    Optional<Instant> check();
}
